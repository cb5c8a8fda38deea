import { CATEGORIES, isLevel } from '../../debug-logs/levels.ts';
import { OrgError } from '../../org-error.ts';
import type { StoredRow } from '../../store/store.ts';
import type { Actor } from '../actor.ts';
import { integrityError, rowsOf } from './rows.ts';
import type { RecordRules } from './writes.ts';

const DAY = 86_400_000;
const LOG_TYPES: ReadonlySet<string> = new Set(['USER_DEBUG', 'DEVELOPER_LOG', 'CLASS_TRACING', 'PROFILING']);
/** `DataAccess` came later and stands in no head of a log. */
const LEVEL_COLUMNS = [...CATEGORIES.map(([column]) => column), 'DataAccess'];

function badPick(label: string, value: unknown, field: string): OrgError {
  const message = `${label}: bad value for restricted picklist field: ${String(value)}`;
  return new OrgError(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, [field]);
}

function checkLevels(row: StoredRow): void {
  for (const column of LEVEL_COLUMNS) {
    const level = row[column];
    if (level !== null && level !== undefined && !isLevel(String(level))) throw badPick(column, level, column);
  }
}

export const DEBUG_LEVEL_WRITES: RecordRules = {
  beforeInsert: (_actor, row) => {
    checkLevels(row);
    // A category that is not named is not logged (best guess).
    const unnamed = LEVEL_COLUMNS.filter((column) => (row[column] ?? null) === null);
    return { Language: 'en_US', ...row, ...Object.fromEntries(unnamed.map((column) => [column, 'NONE'])) };
  },
  beforeUpdate: (_actor, _before, changes) => checkLevels(changes),
  beforeDelete: (actor, row) => {
    if (rowsOf(actor, 'TraceFlag', { DebugLevelId: row['Id'] ?? null }).length === 0) return;
    throw new OrgError(400, 'DELETE_FAILED', 'This debug level is used by a trace flag.');
  },
};

/** At most a day, and never two at a time for one entity and type (facts 5). Only the text of the latter is known. */
function checkTimes(actor: Actor, row: StoredRow): void {
  const start = Date.parse(String(row['StartDate']));
  const end = Date.parse(String(row['ExpirationDate']));
  if (end <= start)
    throw integrityError('The expiration date must be after the start date.: Expiration Date', 'ExpirationDate');
  if (end - start > DAY)
    throw integrityError(
      'The expiration date must be within 24 hours of the start date.: Expiration Date',
      'ExpirationDate',
    );
  const same = { TracedEntityId: row['TracedEntityId'] ?? null, LogType: row['LogType'] ?? null };
  const overlaps = rowsOf(actor, 'TraceFlag', same).some(
    (other) =>
      other['Id'] !== row['Id'] &&
      Date.parse(String(other['StartDate'])) < end &&
      Date.parse(String(other['ExpirationDate'])) > start,
  );
  if (overlaps)
    throw integrityError(
      "This entity is already being traced by a trace flag with a start and expiration date that overlap this trace flag's start and expiration date.: Traced Entity ID",
      'TracedEntityId',
    );
}

export const TRACE_FLAG_WRITES: RecordRules = {
  beforeInsert: (actor, row) => {
    const type = String(row['LogType'] ?? '').toUpperCase();
    if (row['LogType'] !== null && row['LogType'] !== undefined && !LOG_TYPES.has(type))
      throw badPick('Log Type', row['LogType'], 'LogType');
    checkLevels(row);
    const started = {
      ...row,
      LogType: row['LogType'] === undefined ? null : type,
      StartDate: row['StartDate'] ?? actor.org.now().toISOString(),
    };
    if ((row['ExpirationDate'] ?? null) !== null) checkTimes(actor, started);
    return started;
  },
  beforeUpdate: (actor, before, changes) => {
    checkLevels(changes);
    const after: StoredRow = { ...before, ...changes };
    if (after['StartDate'] !== before['StartDate'] || after['ExpirationDate'] !== before['ExpirationDate'])
      checkTimes(actor, after);
  },
};
