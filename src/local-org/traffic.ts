/** One request as the org saw it: what ApiTotalUsage, limits and the coverage page are made from. */
export interface RequestRecord {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly userId: string | undefined;
  readonly appId: string | undefined;
  readonly appName: string | undefined;
  /** `REST`, `SOAP`, `BULK_API_2`, `METADATA`, `TOOLING`, `OAUTH`. */
  readonly family: string;
  readonly method: string;
  /** Path without the query; tokens never get here. */
  readonly resource: string;
  readonly apiVersion: string;
  /** API names of the objects it touched, in order of first touch. */
  readonly entities: readonly string[];
  readonly status: number;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly countsAgainstLimit: boolean;
}

export interface Traffic {
  add(record: RequestRecord): void;
  /** Oldest first; the oldest are dropped when there are too many. */
  list(): readonly RequestRecord[];
  /** Requests since midnight UTC that count against the daily limit. */
  countedToday(now: Date): number;
  /** Requests nothing answered, by method and path, with how often. */
  readonly unanswered: ReadonlyMap<string, number>;
  addUnanswered(request: string): void;
}

const KEPT = 200_000;

export function createTraffic(): Traffic {
  let records: RequestRecord[] = [];
  const unanswered = new Map<string, number>();
  let day = '';
  let counted = 0;
  const startDay = (now: Date): void => {
    const today = now.toISOString().slice(0, 10);
    if (today === day) return;
    day = today;
    counted = 0;
  };
  return {
    add: (record) => {
      startDay(new Date(record.time));
      if (record.countsAgainstLimit) counted += 1;
      records.push(record);
      if (records.length > KEPT * 1.5) records = records.slice(-KEPT);
    },
    list: () => records,
    countedToday: (now) => {
      startDay(now);
      return counted;
    },
    unanswered,
    addUnanswered: (request) => void unanswered.set(request, (unanswered.get(request) ?? 0) + 1),
  };
}
