import type { ApiActivity } from '../model/activity.ts';
import type { Integration } from '../model/integration.ts';
import type { ObjectVerb } from '../model/permission.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { behaviourOfAll, daysIn, total, windowOf } from './behaviour.ts';

/** Fewer days than this say nothing of what an application does once a month. */
const LEAST_DAYS = 14;
/** More calls than this without the name of an object could have used anything. */
const MOST_NAMELESS = 0.1;

export interface UsageEvidence {
  readonly calls: readonly ApiActivity[];
  readonly days: number;
  /** Verbs seen on each object, refused calls left out. */
  readonly verbs: ReadonlyMap<string, ReadonlySet<ObjectVerb>>;
  /** Why silence means nothing here; `undefined` when it does mean something. */
  readonly tooThin: string | undefined;
}

/** What the event logs prove of an integration. ApiTotalUsage names objects, and no fields. */
export function usageEvidence(snapshot: Snapshot, integration: Integration): UsageEvidence {
  const { calls } = behaviourOfAll(snapshot, integration);
  const window = windowOf(snapshot, 'api-calls');
  const days = window ? daysIn(window) : 0;
  const verbs = new Map<string, Set<ObjectVerb>>();
  for (const call of calls) {
    if (call.statusClass === '4xx' || call.statusClass === '5xx') continue;
    for (const entity of call.entities) {
      const seen = verbs.get(entity) ?? new Set();
      verbs.set(entity, seen);
      for (const verb of verbsOf(call)) seen.add(verb);
    }
  }
  return { calls, days, verbs, tooThin: reasonAgainst(integration.name, calls, days) };
}

function reasonAgainst(name: string, calls: readonly ApiActivity[], days: number): string | undefined {
  if (days < LEAST_DAYS) return `the event logs cover ${days} days: ${LEAST_DAYS} are needed to call anything unused`;
  const all = total(calls);
  if (all === 0) return `no call of ${name} is in the event logs`;
  const nameless = total(calls.filter(({ entities }) => entities.length === 0));
  if (nameless / all <= MOST_NAMELESS) return undefined;
  return `${nameless} of ${all} calls of ${name} name no object, so it may use any`;
}

const WRITES: readonly ObjectVerb[] = ['create', 'edit', 'delete'];

/** What a call did with its objects. Where the log does not say (bulk jobs, Apex), all that it may have done. */
function verbsOf({ family, method, resource }: ApiActivity): readonly ObjectVerb[] {
  if (family === 'SOAP') return SOAP_VERBS.find(([name]) => name.test(resource))?.[1] ?? ['read', ...WRITES];
  if (family !== 'REST') return ['read', ...WRITES];
  if (method === 'GET' || method === 'HEAD') return ['read'];
  if (method === 'DELETE') return ['read', 'delete'];
  // An upsert is a PATCH by an external id.
  if (method === 'PATCH') return ['read', 'edit', 'create'];
  return /\/query/i.test(resource) ? ['read'] : ['read', 'create', 'edit'];
}

const SOAP_VERBS: readonly (readonly [RegExp, readonly ObjectVerb[]])[] = [
  [/^(query|queryMore|queryAll|retrieve|describe\w*|get\w*|search|login)$/i, ['read']],
  [/^create$/i, ['read', 'create']],
  [/^update$/i, ['read', 'edit']],
  [/^upsert$/i, ['read', 'create', 'edit']],
  [/^(delete|undelete)$/i, ['read', 'delete']],
];
