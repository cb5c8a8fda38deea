import { type Answer, parseJson } from '../connectors/org/answer.ts';
import { type ClientToken, clientSession, revokeToken } from '../connectors/org/oauth-token.ts';
import { isRow, type Row, textIn } from '../connectors/org/row.ts';
import type { OrgSession } from '../connectors/org/session.ts';
import { openWire, type Wire } from '../connectors/org/wire.ts';
import type { LoginSubject } from '../model/login-subject.ts';
import type { LoginStep, SampleQuery } from '../model/login-test.ts';

const PLAN = 'See what differs from the declaration: leastwise plan --target-org <alias>.';

/** Asks in the name of an application: who am I, how much is left, what I may, what I may not. Then its token is ended. */
export async function askAs(
  admin: OrgSession,
  { username }: LoginSubject,
  token: ClientToken,
  sample: SampleQuery | undefined,
  forbidden: string | undefined,
): Promise<readonly LoginStep[]> {
  const wire = openWire(clientSession(token, admin, username), { concurrency: 1 });
  try {
    return [
      await userInfo(wire, username),
      await limits(wire),
      await allowed(wire, sample),
      await refused(wire, forbidden),
      await ended(token),
    ];
  } finally {
    await wire.close();
  }
}

function step(
  name: LoginStep['name'],
  asked: string,
  ok: boolean,
  seen: string,
  actions: readonly string[],
): LoginStep {
  return { name, asked, seen, outcome: ok ? 'as-declared' : 'not-as-declared', actions: ok ? [] : actions };
}

function bodyOf(answer: Answer): Row {
  const body = answer.ok ? parseJson(answer.body) : undefined;
  return isRow(body) ? body : {};
}

const failureText = (answer: Answer): string =>
  answer.ok ? '' : `${answer.failure.code || answer.failure.status}: ${answer.failure.message}`;

async function userInfo(wire: Wire, username: string): Promise<LoginStep> {
  const path = '/services/oauth2/userinfo';
  const answer = await wire.ask({ method: 'GET', path });
  const seen = textIn(bodyOf(answer), 'preferred_username');
  const ok = seen.toLowerCase() === username.toLowerCase();
  const told = answer.ok ? `it is ${seen || 'nobody'}${ok ? '' : `, not ${username}`}` : failureText(answer);
  return step('userinfo', `GET ${path}`, ok, told, [PLAN]);
}

/** The resource is for who views set-up, which few integrations need; the head of every answer tells the same. */
async function limits(wire: Wire): Promise<LoginStep> {
  const path = `${wire.base}/limits`;
  const answer = await wire.ask({ method: 'GET', path });
  const daily = bodyOf(answer)['DailyApiRequests'];
  const { day } = wire.budget;
  const left = isRow(daily) ? Number(daily['Remaining']) : day && day.limit - day.used;
  const most = isRow(daily) ? Number(daily['Max']) : day?.limit;
  const isClosed = !answer.ok && answer.failure.status === 403;
  const told =
    (answer.ok || isClosed) && left !== undefined && most !== undefined
      ? `${left.toLocaleString('en')} of ${most.toLocaleString('en')} API requests left today`
      : failureText(answer) || 'an answer without the daily requests';
  const how = isClosed ? `${told}, by the head of its answers: the resource itself is for who views set-up` : told;
  return step('limits', `GET ${path}`, answer.ok || isClosed, how, [PLAN]);
}

async function allowed(wire: Wire, sample: SampleQuery | undefined): Promise<LoginStep> {
  if (!sample) return notAsked('allowed', 'the declaration opens no object');
  const answer = await wire.ask({ method: 'GET', path: `${wire.base}/query?q=${encodeURIComponent(sample.soql)}` });
  const count = Number(bodyOf(answer)['totalSize'] ?? 0);
  return step(
    'allowed',
    sample.soql,
    answer.ok,
    answer.ok ? `${count} ${count === 1 ? 'record' : 'records'}` : failureText(answer),
    [PLAN],
  );
}

async function refused(wire: Wire, soql: string | undefined): Promise<LoginStep> {
  if (soql === undefined) return notAsked('forbidden', 'every object that could be tried is declared');
  const answer = await wire.ask({ method: 'GET', path: `${wire.base}/query?q=${encodeURIComponent(soql)}` });
  const ok = !answer.ok && answer.failure.status >= 400 && answer.failure.status < 500;
  const told = answer.ok
    ? 'it was answered, though nobody declared it'
    : ok
      ? `refused: ${answer.failure.code}`
      : failureText(answer);
  return step('forbidden', soql, ok, told, [
    'See by which way it is open: leastwise explain <integration> <object>:read --target-org <alias>.',
    PLAN,
  ]);
}

async function ended(token: ClientToken): Promise<LoginStep> {
  const ok = await revokeToken(token);
  return step(
    'revoke',
    'POST /services/oauth2/revoke',
    ok,
    ok ? 'the token of this test has ended' : 'the token could not be ended',
    ['It ends by itself with its session.'],
  );
}

function notAsked(name: LoginStep['name'], why: string): LoginStep {
  return { name, asked: '', seen: why, outcome: 'not-asked', actions: [] };
}
