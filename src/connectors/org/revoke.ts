import type { Change } from '../../model/change.ts';
import { Problem } from '../../model/problem.ts';
import { chunks } from './chunks.ts';
import { inList } from './record-ids.ts';
import { isRow, type Row, textIn } from './row.ts';
import type { WriteWire } from './write-wire.ts';

/** Subrequests of a composite request. */
const TOGETHER = 25;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/**
 * Takes back tokens and ends sessions. A token is revoked by its delete token, which opens nothing and is held no longer than
 * that takes. What is gone already is as good as revoked.
 */
export async function revoke(wire: WriteWire, batch: readonly Change[]): Promise<void> {
  const usernames = new Set(batch.flatMap(({ before }) => (before && 'username' in before ? [before.username] : [])));
  const ids = await userIds(wire, [...usernames]);
  for (const change of batch) {
    const userId = ids.get(change.before && 'username' in change.before ? change.before.username.toLowerCase() : '');
    if (userId === undefined) continue;
    if (change.subject === 'tokens') await revokeTokens(wire, userId, change.before?.application ?? '', change.id);
    else if (change.subject === 'sessions') await endSessions(wire, userId);
  }
}

async function revokeTokens(wire: WriteWire, userId: string, application: string, id: string): Promise<void> {
  const tokens = await tokensOf(wire, userId, application);
  for (const token of tokens) {
    const body = new URLSearchParams({ token }).toString();
    try {
      await wire.send({ method: 'POST', path: '/services/oauth2/revoke', body, headers: FORM });
    } catch (error) {
      // The org may quote the token in its answer: nothing of that is passed on.
      if (error instanceof Problem && error.code === 'outcome-unknown')
        throw new Problem({
          kind: 'org',
          code: 'outcome-unknown',
          message: `${id}: the org broke off while it revoked.`,
        });
      if ((await tokensOf(wire, userId, application)).includes(token)) throw notRevoked(id);
    }
  }
}

function notRevoked(id: string): Problem {
  return new Problem({
    kind: 'org',
    code: 'org-refused',
    message: `${id}: the org did not revoke the token.`,
    actions: ['Revoke it in Setup: Connected Apps OAuth Usage.'],
  });
}

async function tokensOf(wire: WriteWire, userId: string, application: string): Promise<readonly string[]> {
  const rows = await ask(wire, `SELECT AppName, DeleteToken FROM OauthToken WHERE UserId = '${userId}'`);
  return rows
    .filter((row) => textIn(row, 'AppName') === application)
    .map((row) => textIn(row, 'DeleteToken'))
    .filter((token) => token !== '');
}

/** Never the session that this runs in. */
async function endSessions(wire: WriteWire, userId: string): Promise<void> {
  const rows = await ask(wire, `SELECT Id, IsCurrent FROM AuthSession WHERE UsersId = '${userId}'`);
  const ids = rows.filter((row) => row['IsCurrent'] !== true).map((row) => textIn(row, 'Id'));
  for (const some of chunks(ids, TOGETHER)) {
    const compositeRequest = some.map((id, at) => ({
      method: 'DELETE',
      url: `${wire.base}/sobjects/AuthSession/${id}`,
      referenceId: `s${at}`,
    }));
    // One that ended meanwhile is no reason to keep the others.
    const body = JSON.stringify({ allOrNone: false, compositeRequest });
    await wire.send({ method: 'POST', path: `${wire.base}/composite`, body });
  }
}

async function userIds(wire: WriteWire, usernames: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await ask(wire, `SELECT Id, Username FROM User WHERE Username IN ${inList(new Set(usernames))}`);
  return new Map(rows.map((row) => [textIn(row, 'Username').toLowerCase(), textIn(row, 'Id')]));
}

async function ask(wire: WriteWire, soql: string): Promise<readonly Row[]> {
  const answer = await wire.send({ method: 'GET', path: `${wire.base}/query?q=${encodeURIComponent(soql)}` });
  return isRow(answer) && Array.isArray(answer['records']) ? answer['records'].filter(isRow) : [];
}
