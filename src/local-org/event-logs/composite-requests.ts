import { DERIVED, measured, requestEvents, TIMES } from './requests.ts';

const COMPOSITE = /^\/services\/data\/v[\d.]+\/composite(?:$|\/(?:batch|graph|tree|sobjects)\b)/i;

/**
 * Requests that are made of several. It names no objects, those within do. Columns: facts 4.2, their order is a best guess;
 * what the local org does not know (depth of graphs, retries, why all was undone) is empty.
 */
export const COMPOSITE_API = requestEvents({
  name: 'CompositeApi',
  licensed: true,
  columns: [
    ...TIMES,
    ['ALL_OR_NONE', 'Boolean'],
    ['FAILURE_REASON', 'String'],
    ['IS_REQUEST_COLLATION_ON', 'Boolean'],
    ['NUM_GRAPH_DEPTH', 'Number'],
    ['NUM_RETRIES', 'Number'],
    ...DERIVED,
  ],
  applies: ({ family, resource }) => family === 'REST' && COMPOSITE.test(resource),
  values: (request) => measured(request),
});
