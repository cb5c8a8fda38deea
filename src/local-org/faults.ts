/** Something that goes wrong on request, so that clients can be tested against a bad day. */
export interface Fault {
  readonly kind:
    | 'latency'
    | 'status'
    | 'error'
    | 'expire-session'
    | 'drop-connection'
    | 'deploy-fails-late'
    | 'group-stays-outdated';
  /** Requests it strikes: method and path prefix after `/services`, e.g. `GET /data`; all when absent. */
  readonly method?: string;
  readonly path?: string;
  /** How many requests go unharmed first, and how many it then strikes; once when absent. */
  readonly after?: number;
  readonly times?: number;
  /** `latency`: milliseconds. `status`: the HTTP status. */
  readonly value?: number;
  /** `error`: `UNABLE_TO_LOCK_ROW`, `REQUEST_LIMIT_EXCEEDED` … */
  readonly errorCode?: string;
  readonly message?: string;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The faults that strike this request; asking counts. */
  strike(method: string, path: string): readonly Fault[];
  /** Standing conditions (`deploy-fails-late`, `group-stays-outdated`), asked where they matter. */
  standing(kind: Fault['kind']): Fault | undefined;
}

const STANDING = new Set<Fault['kind']>(['deploy-fails-late', 'group-stays-outdated']);

export function createFaults(): Faults {
  let active: { readonly fault: Fault; skip: number; left: number }[] = [];
  return {
    add: (fault) => {
      active.push({ fault, skip: fault.after ?? 0, left: fault.times ?? 1 });
    },
    clear: () => {
      active = [];
    },
    strike: (method, path) => {
      const struck: Fault[] = [];
      for (const entry of active) {
        const { fault } = entry;
        if (STANDING.has(fault.kind) || entry.left <= 0) continue;
        if (fault.method !== undefined && fault.method !== method) continue;
        if (fault.path !== undefined && !path.startsWith(fault.path)) continue;
        if (entry.skip > 0) {
          entry.skip -= 1;
          continue;
        }
        entry.left -= 1;
        struck.push(fault);
      }
      return struck;
    },
    standing: (kind) => active.find(({ fault }) => fault.kind === kind)?.fault,
  };
}
