import type { SessionActivity } from '../../model/activity.ts';
import { queryTogether, rowsOf } from './query.ts';
import { type Reading, selecting } from './reading.ts';
import { instantIn, longId, originOf, textIn } from './row.ts';

const OBJECT = 'AuthSession';
const COLUMNS = ['UsersId', 'SourceIp', 'LoginType', 'SessionType', 'CreatedDate'];

/** Who is logged in right now: only asked for when somebody is to be logged out. */
export async function readSessions(
  reading: Reading,
  usernames: ReadonlyMap<string, string>,
): Promise<readonly SessionActivity[]> {
  const query = selecting(reading, OBJECT, COLUMNS);
  const [found] = query ? await queryTogether(reading.wire, [query]) : [];
  if (!found?.ok) {
    reading.notes.refused('sessions', found?.failure);
    return [];
  }
  reading.notes.read('sessions');
  return rowsOf(found)
    .map((row): SessionActivity => {
      const id = textIn(row, 'Id');
      return {
        username: usernames.get(longId(textIn(row, 'UsersId'))) ?? textIn(row, 'UsersId'),
        id,
        sourceIp: textIn(row, 'SourceIp'),
        loginType: textIn(row, 'LoginType'),
        sessionType: textIn(row, 'SessionType'),
        created: instantIn(row, 'CreatedDate'),
        origin: originOf(OBJECT, id),
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
