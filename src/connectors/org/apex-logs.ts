import { queryTogether, rowsOf } from './query.ts';
import { instantIn, numberIn, textIn } from './row.ts';
import type { Wire } from './wire.ts';

/** A debug log as the list tells it. */
export interface ApexLogEntry {
  readonly id: string;
  /** ISO instant. */
  readonly started: string;
  readonly operation: string;
  readonly status: string;
  readonly bytes: number;
}

/** Logs of a user since a moment, oldest first. */
export async function listLogs(wire: Wire, userId: string, since: Date): Promise<readonly ApexLogEntry[]> {
  const from = since.toISOString().replace(/\.\d+Z$/, 'Z');
  const soql = `SELECT Id, StartTime, Operation, Status, LogLength FROM ApexLog WHERE LogUserId = '${userId}' AND StartTime >= ${from} ORDER BY StartTime, Id`;
  const [found] = await queryTogether(wire, [{ soql, api: 'tooling' }]);
  return (found ? rowsOf(found) : []).map((row) => ({
    id: textIn(row, 'Id'),
    started: instantIn(row, 'StartTime') ?? '',
    operation: textIn(row, 'Operation'),
    status: textIn(row, 'Status'),
    bytes: numberIn(row, 'LogLength') ?? 0,
  }));
}

/** The text of a log; `undefined` when it is gone or cannot be read. */
export async function logText(wire: Wire, id: string): Promise<string | undefined> {
  const answer = await wire.ask({ method: 'GET', path: `${wire.base}/tooling/sobjects/ApexLog/${id}/Body` });
  return answer.ok ? answer.body.toString('utf8') : undefined;
}
