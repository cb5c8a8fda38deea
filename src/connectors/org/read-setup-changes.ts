import type { SetupChange } from '../../model/activity.ts';
import { rowsOf } from './query.ts';
import { askAll, type Reading, selecting } from './reading.ts';
import { instantIn, originOf, textIn } from './row.ts';

const OBJECT = 'SetupAuditTrail';
const COLUMNS = ['Action', 'Section', 'Display', 'CreatedDate', 'CreatedBy.Username', 'DelegateUser'];
/** More than this nobody reads; the newest are what matters. */
const MOST = 10_000;

/** What was changed in Setup, newest first. Only action, date and delegate can be filtered, so all of the time is read. */
export async function readSetupChanges(reading: Reading, days: number): Promise<readonly SetupChange[]> {
  const since = new Date(reading.now.getTime() - days * 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const rest = `WHERE CreatedDate >= ${since} ORDER BY CreatedDate DESC LIMIT ${MOST}`;
  const { changes } = await askAll(reading, { changes: selecting(reading, OBJECT, COLUMNS, rest) });
  if (!changes.ok) {
    reading.notes.refused('setupChanges', changes.failure);
    return [];
  }
  const rows = rowsOf(changes);
  if (rows.length < MOST) reading.notes.read('setupChanges');
  else reading.notes.partial('setupChanges', `only the newest ${MOST} changes were read`);
  return rows.map((row) => ({
    at: instantIn(row, 'CreatedDate') ?? '',
    by: textIn(row, 'CreatedBy.Username'),
    delegate: textIn(row, 'DelegateUser'),
    action: textIn(row, 'Action'),
    section: textIn(row, 'Section'),
    display: textIn(row, 'Display'),
    origin: originOf(OBJECT, textIn(row, 'Id')),
  }));
}
