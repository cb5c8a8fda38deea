import type { TokenActivity } from '../../model/activity.ts';
import { chunks } from './chunks.ts';
import { countRows, type Found, queryTogether, rowsOf } from './query.ts';
import type { Reading } from './reading.ts';
import { instantIn, longId, numberIn, originOf, type Row, textIn } from './row.ts';

const OBJECT = 'OauthToken';
/** Rows that the org hands out in all, however it is asked. */
const CEILING = 2_500;
const IDS_A_QUERY = 200;
/** `AccessToken`, `RequestToken` and `DeleteToken` open doors: they are never asked for. */
const COLUMNS = ['AppMenuItemId', 'AppName', 'CreatedDate', 'LastUsedDate', 'UseCount', 'UserId'];

/**
 * Tokens that are alive, one by one. The org hands out 2,500 at most, so when there are more, users are asked for in
 * groups that stay below that.
 */
export async function readTokens(
  reading: Reading,
  usernames: ReadonlyMap<string, string>,
): Promise<readonly TokenActivity[]> {
  if (!reading.columns.has(OBJECT)) {
    reading.notes.refused('tokens');
    return [];
  }
  const sight = await tokenSight(reading);
  if (sight === 'own') {
    reading.notes.refused('tokens');
    return [];
  }
  const total = (await countRows(reading.wire, [OBJECT])).get(OBJECT);
  const columns = reading.columns.of(OBJECT, COLUMNS);
  const rows =
    total === undefined || total <= CEILING
      ? await readAll(reading, columns)
      : await readByUser(reading, columns, [...usernames.keys()]);
  if (sight === 'unknown')
    reading.notes.partial('tokens', 'whether the org shows tokens of other users too could not be found out');
  const apps = await applicationIds(reading, rows);
  return rows.map((row) => toToken(row, usernames, apps)).sort(byUse);
}

/** Whoever does not customise the application is shown their own tokens alone, as if there were no others. */
async function tokenSight({ wire }: Reading): Promise<'all' | 'own' | 'unknown'> {
  const column = 'PermissionsCustomizeApplication';
  const [found] = await queryTogether(wire, [{ soql: `SELECT ${column} FROM UserPermissionAccess` }]);
  const row = found && rowsOf(found)[0];
  if (!row) return 'unknown';
  return row[column] === true ? 'all' : 'own';
}

async function readAll(reading: Reading, columns: readonly string[]): Promise<readonly Row[]> {
  const [found] = await queryTogether(reading.wire, [{ soql: `SELECT ${columns.join(', ')} FROM ${OBJECT}` }]);
  note(reading, found);
  return found ? rowsOf(found) : [];
}

/** Groups of users whose answer came near the ceiling are asked for again in halves. */
async function readByUser(
  reading: Reading,
  columns: readonly string[],
  users: readonly string[],
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let open = chunks(users, IDS_A_QUERY);
  while (open.length > 0) {
    const found = await queryTogether(
      reading.wire,
      open.map((ids) => ({
        soql: `SELECT ${columns.join(', ')} FROM ${OBJECT} WHERE UserId IN (${ids.map((id) => `'${id}'`).join(', ')})`,
      })),
    );
    const next: (readonly string[])[] = [];
    found.forEach((one, at) => {
      const ids = open[at] ?? [];
      note(reading, one);
      if (rowsOf(one).length < CEILING) for (const row of rowsOf(one)) rows.push(row);
      else if (ids.length > 1) next.push(...chunks(ids, Math.ceil(ids.length / 2)));
      else {
        for (const row of rowsOf(one)) rows.push(row);
        reading.notes.partial('tokens', `one user has more than ${CEILING} tokens: the others are out of reach`);
      }
    });
    open = next;
  }
  return rows;
}

function note({ notes }: Reading, found: Found | undefined): void {
  if (found?.ok) notes.read('tokens');
  else notes.refused('tokens', found?.failure);
}

/** Which installed application a token belongs to, by way of its place in the app menu. */
async function applicationIds(reading: Reading, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  if (!rows.some((row) => textIn(row, 'AppMenuItemId') !== '')) return new Map();
  const [found] = await queryTogether(reading.wire, [{ soql: 'SELECT Id, ApplicationId FROM AppMenuItem' }]);
  return new Map(
    (found ? rowsOf(found) : []).map((row) => [longId(textIn(row, 'Id')), longId(textIn(row, 'ApplicationId'))]),
  );
}

function toToken(row: Row, usernames: ReadonlyMap<string, string>, apps: ReadonlyMap<string, string>): TokenActivity {
  const userId = textIn(row, 'UserId');
  return {
    username: usernames.get(longId(userId)) ?? userId,
    application: textIn(row, 'AppName'),
    applicationId: apps.get(longId(textIn(row, 'AppMenuItemId'))) || undefined,
    useCount: numberIn(row, 'UseCount') ?? 0,
    created: instantIn(row, 'CreatedDate'),
    lastUsed: instantIn(row, 'LastUsedDate'),
    // A token has no id of its own that the org would tell.
    origin: originOf(OBJECT, userId),
  };
}

function byUse(a: TokenActivity, b: TokenActivity): number {
  const [left, right] = [a, b].map(({ username, application, created = '', lastUsed = '' }) =>
    [username, application, created, lastUsed].join('\n'),
  ) as [string, string];
  return left < right ? -1 : left > right ? 1 : 0;
}
