import type { Org } from '../org.ts';
import type { ObjectType } from '../schema/object-type.ts';
import type { StoredRow } from '../store/store.ts';
import { automationOn, type CodeUnit } from './automation.ts';
import type { DebugLogs, Operation } from './debug-logs.ts';
import { type Execution, levelsOf, logText } from './log-text.ts';

const HOUR = 3_600_000;
/** System logs stay a day, those of monitored users a week (facts 5). */
const KEPT = { SystemLog: 24 * HOUR, Monitoring: 7 * 24 * HOUR } as const;

const TABLE = 'CREATE TABLE IF NOT EXISTS "#apex-log" (id TEXT PRIMARY KEY, body TEXT NOT NULL)';
const FLAGS = `SELECT * FROM "TraceFlag" WHERE "LogType" IN ('USER_DEBUG', 'DEVELOPER_LOG')`;

interface Noted {
  readonly object: ObjectType;
  readonly operation: Operation;
  readonly units: readonly CodeUnit[];
  rows: number;
}

/**
 * A request of a traced user that writes records of an object with automation leaves one log. Reads and writes without
 * automation leave none (facts 5).
 */
export function createDebugLogs(orgOf: () => Org): DebugLogs {
  const listeners: ((id: string) => void)[] = [];
  const pending = new Map<string, Map<string, Noted>>();
  let flags: { readonly version: string; readonly rows: readonly StoredRow[] } = { version: '', rows: [] };
  let units = new Map<string, readonly CodeUnit[]>();

  const refresh = (org: Org): void => {
    const version = `${org.store.setupVersion} ${org.schema.version}`;
    if (version === flags.version) return;
    flags = { version, rows: org.store.all(FLAGS) };
    units = new Map();
  };
  const unitsOf = (org: Org, object: ObjectType, operation: Operation): readonly CodeUnit[] => {
    const key = `${object.name} ${operation}`;
    const known = units.get(key) ?? automationOn(org, object, operation);
    units.set(key, known);
    return known;
  };
  const flush = (): void => {
    const org = orgOf();
    const all = [...pending];
    pending.clear();
    for (const [userId, noted] of all) {
      for (const id of writeLogs(org, flags.rows, userId, [...noted.values()])) for (const tell of listeners) tell(id);
    }
  };
  return {
    wrote: (userId, object, operation) => {
      const org = orgOf();
      refresh(org);
      if (!flags.rows.some((row) => row['TracedEntityId'] === userId)) return;
      const found = unitsOf(org, object, operation);
      if (found.length === 0) return;
      // A request that is answered has ended when the event loop turns.
      if (pending.size === 0) setImmediate(flush);
      const noted = pending.get(userId) ?? new Map<string, Noted>();
      pending.set(userId, noted);
      const key = `${object.name} ${operation}`;
      const known = noted.get(key);
      if (known) known.rows += 1;
      else noted.set(key, { object, operation, units: found, rows: 1 });
    },
    prune: () => prune(orgOf()),
    onLog: (listener) => void listeners.push(listener),
  };
}

function prune(org: Org): void {
  const now = org.now().getTime();
  const object = org.schema.object('ApexLog');
  if (!object) return;
  for (const row of org.store.find(object, {})) {
    const kept = row['Location'] === 'SystemLog' ? KEPT.SystemLog : KEPT.Monitoring;
    if (Date.parse(String(row['StartTime'])) + kept <= now) org.store.remove(object, String(row['Id']));
  }
}

/** One log for each trace flag that is active now. */
function writeLogs(org: Org, flags: readonly StoredRow[], userId: string, noted: readonly Noted[]): readonly string[] {
  const moment = org.now().toISOString();
  const user = org.store.all('SELECT * FROM "User" WHERE "Id" = ?', [userId])[0] ?? {};
  const active = flags.filter(
    (flag) =>
      flag['TracedEntityId'] === userId &&
      String(flag['StartDate']) <= moment &&
      String(flag['ExpirationDate']) > moment,
  );
  const executions = noted.map(
    ({ object, operation, units, rows }): Execution => ({ object: object.name, operation, units, rows }),
  );
  return active.flatMap((flag) => {
    const level = org.store.all('SELECT * FROM "DebugLevel" WHERE "Id" = ?', [flag['DebugLevelId'] ?? null])[0];
    const text = logText({ version: '68.0', levels: levelsOf(level ?? flag), user, time: org.now(), executions });
    return insertLog(org, userId, flag['LogType'] === 'DEVELOPER_LOG' ? 'SystemLog' : 'Monitoring', text) ?? [];
  });
}

function insertLog(org: Org, userId: string, location: keyof typeof KEPT, text: string): string | undefined {
  const object = org.schema.object('ApexLog');
  if (!object) return undefined;
  const id = org.store.newId(object);
  const moment = org.now().toISOString();
  org.store.insert(object, {
    Id: id,
    Application: 'Unknown',
    DurationMilliseconds: 1,
    Location: location,
    LogLength: Buffer.byteLength(text),
    LogUserId: userId,
    Operation: 'API',
    Request: 'API',
    StartTime: moment,
    Status: 'Success',
    CreatedDate: moment,
    CreatedById: userId,
    LastModifiedDate: moment,
    LastModifiedById: userId,
    SystemModstamp: moment,
  });
  org.store.database.exec(TABLE);
  org.store.all('INSERT INTO "#apex-log" (id, body) VALUES (?, ?)', [id, text]);
  org.store.all('DELETE FROM "#apex-log" WHERE id NOT IN (SELECT "Id" FROM "ApexLog")');
  return id;
}

/** The text of a log; `undefined` when it is gone. */
export function logBody({ store }: Org, id: string): string | undefined {
  store.database.exec(TABLE);
  const row = store.all('SELECT body FROM "#apex-log" WHERE id = ?', [id])[0];
  return row && String(row['body']);
}
