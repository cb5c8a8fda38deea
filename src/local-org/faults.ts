import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** How many go unharmed first, and how many it then strikes: one, when absent. */
const aim = { after: v.optional(count), times: v.optional(count) };
/** Requests it strikes: by method, and by path, with or without `/services`, where `*` is any one segment; all when absent. */
const requests = { ...aim, method: v.optional(v.string()), path: v.optional(v.string()) };

/** Something that goes wrong on request, so that clients can be tested against a bad day. */
export const FAULT_SCHEMA = v.variant('kind', [
  /** The answer comes late. */
  v.strictObject({ kind: v.literal('latency'), milliseconds: v.pipe(count, v.maxValue(600_000)), ...requests }),
  /** The server fails: 500, 502, 503. */
  v.strictObject({ kind: v.literal('status'), status: v.pipe(count, v.minValue(500), v.maxValue(599)), ...requests }),
  /** The request is refused with a code of your choice. */
  v.strictObject({
    kind: v.literal('error'),
    errorCode: v.pipe(v.string(), v.regex(/^[A-Z_]+$/)),
    message: v.optional(v.string()),
    status: v.optional(v.pipe(count, v.minValue(400), v.maxValue(599))),
    ...requests,
  }),
  /** The requests of the day are used up. */
  v.strictObject({ kind: v.literal('daily-limit'), ...requests }),
  /** Too many long requests at once. */
  v.strictObject({ kind: v.literal('concurrent-limit'), ...requests }),
  /** The session ends in the middle: the request that is struck is the first one too late. */
  v.strictObject({ kind: v.literal('expire-session'), ...requests }),
  /** The connection breaks: before anything was done, or after, so that nobody learns of it. */
  v.strictObject({
    kind: v.literal('drop-connection'),
    when: v.optional(v.picklist(['before', 'after'])),
    ...requests,
  }),
  /** Somebody else holds the record that is written. */
  v.strictObject({ kind: v.literal('row-lock'), object: v.optional(v.string()), ...aim }),
  /** Every component is deployed, and then the deployment fails and is rolled back. */
  v.strictObject({ kind: v.literal('deploy-fails-late'), message: v.optional(v.string()), ...aim }),
  /** Permission set groups are not recalculated, until the fault is cleared. */
  v.strictObject({ kind: v.literal('group-stays-outdated') }),
]);

export type Fault = v.InferOutput<typeof FAULT_SCHEMA>;
type Kind = Fault['kind'];
type FaultOf<K extends Kind> = Extract<Fault, { readonly kind: K }>;
/** Faults that strike requests, whatever they ask. */
export type RequestFault = Exclude<Fault, FaultOf<'row-lock' | 'deploy-fails-late' | 'group-stays-outdated'>>;

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** Those that have not struck as often as they were to. */
  list(): readonly Fault[];
  /** The faults that strike this request; asking counts. */
  strikeRequest(method: string, path: string): readonly RequestFault[];
  /** Whether a write of this object meets a lock; asking counts. */
  strikeWrite(object: string): boolean;
  /** The fault that strikes this deployment; asking counts. */
  strikeDeployment(): FaultOf<'deploy-fails-late'> | undefined;
  /** Whether groups are left outdated. */
  readonly groupsStayOutdated: boolean;
}

interface Active {
  readonly fault: Fault;
  skip: number;
  left: number;
}

export function createFaults(): Faults {
  let active: Active[] = [];
  const strike = (matches: (fault: Fault) => boolean): readonly Fault[] =>
    active.filter(({ fault }) => matches(fault)).flatMap((entry) => (isStruck(entry) ? [entry.fault] : []));
  return {
    add: (fault) => {
      const { after = 0, times = 1 } = fault.kind === 'group-stays-outdated' ? {} : fault;
      active.push({ fault, skip: after, left: times });
    },
    clear: () => {
      active = [];
    },
    list: () => active.filter(({ left }) => left > 0).map(({ fault }) => fault),
    strikeRequest: (method, path) =>
      active.length === 0 ? [] : strike((fault) => isAimedAt(fault, method, path)).filter(isRequestFault),
    strikeWrite: (object) =>
      active.length > 0 &&
      strike((fault) => fault.kind === 'row-lock' && (fault.object ?? object).toLowerCase() === object.toLowerCase())
        .length > 0,
    strikeDeployment: () => strike(({ kind }) => kind === 'deploy-fails-late').find(isLateFailure),
    get groupsStayOutdated() {
      return active.some(({ fault }) => fault.kind === 'group-stays-outdated');
    },
  };
}

function isStruck(entry: Active): boolean {
  if (entry.left <= 0) return false;
  if (entry.skip > 0) {
    entry.skip -= 1;
    return false;
  }
  entry.left -= 1;
  return true;
}

function isRequestFault(fault: Fault): fault is RequestFault {
  return fault.kind !== 'row-lock' && fault.kind !== 'deploy-fails-late' && fault.kind !== 'group-stays-outdated';
}

function isLateFailure(fault: Fault): fault is FaultOf<'deploy-fails-late'> {
  return fault.kind === 'deploy-fails-late';
}

function isAimedAt(fault: Fault, method: string, path: string): boolean {
  if (!isRequestFault(fault)) return false;
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.path === undefined) return true;
  const asked = segmentsOf(path);
  return segmentsOf(fault.path).every((segment, at) => segment === '*' || segment === asked[at]);
}

function segmentsOf(path: string): readonly string[] {
  const segments = path
    .toLowerCase()
    .split('/')
    .filter((segment) => segment !== '');
  return segments[0] === 'services' ? segments.slice(1) : segments;
}
