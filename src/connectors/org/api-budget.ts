/** What reading has cost so far, and what it may cost. Requests that are tried again count each time, as they do in the org. */
export interface ApiBudget {
  readonly calls: number;
  readonly rows: number;
  readonly bytes: number;
  /** About how many calls the whole reading takes; 0 until the big tables were counted. */
  readonly estimate: number;
  /** The org's own count of today, from its last answer. */
  readonly day: { readonly used: number; readonly limit: number } | undefined;
  called(): void;
  received(bytes: number): void;
  readRows(rows: number): void;
  expect(calls: number): void;
  /** `Sforce-Limit-Info: api-usage=18/100000`. */
  noteDay(header: string): void;
}

export function createApiBudget(): ApiBudget {
  let [calls, rows, bytes, estimate] = [0, 0, 0, 0];
  let day: ApiBudget['day'];
  return {
    get calls() {
      return calls;
    },
    get rows() {
      return rows;
    },
    get bytes() {
      return bytes;
    },
    get estimate() {
      return estimate;
    },
    get day() {
      return day;
    },
    called: () => {
      calls += 1;
    },
    received: (count) => {
      bytes += count;
    },
    readRows: (count) => {
      rows += count;
    },
    expect: (more) => {
      estimate += more;
    },
    noteDay: (header) => {
      const [, used, limit] = /api-usage=(\d+)\/(\d+)/.exec(header) ?? [];
      if (used !== undefined && limit !== undefined) day = { used: Number(used), limit: Number(limit) };
    },
  };
}
