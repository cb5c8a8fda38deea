import type { ActivityWindow } from '../../model/activity.ts';
import type { FactFamily } from '../../model/coverage.ts';
import type { OrgFacts } from '../../model/org-facts.ts';
import type { User } from '../../model/user.ts';
import { readApiCalls } from './read-api-calls.ts';
import { readLogins } from './read-logins.ts';
import { readSessions } from './read-sessions.ts';
import { readSetupChanges } from './read-setup-changes.ts';
import { readTokens } from './read-tokens.ts';
import type { Reading } from './reading.ts';

export type Behaviour = Pick<OrgFacts, 'logins' | 'tokens' | 'sessions' | 'apiCalls' | 'setupChanges' | 'windows'>;

/** What the people and programs of an org did lately: only the kinds that are wanted, each in the cheapest way. */
export async function readBehaviour(
  reading: Reading,
  users: readonly User[],
  wants: (family: FactFamily) => boolean,
  days: number,
  asksForSessions: boolean,
  stage: (words: string) => void,
): Promise<Behaviour> {
  const usernames = new Map(users.map(({ recordId = '', username }) => [recordId, username]));
  const active = users.filter((user) => user.active).map(({ recordId = '' }) => recordId);
  stage('tokens and log-ins');
  const [tokens, sessions, logins, setupChanges] = await Promise.all([
    wants('tokens') ? readTokens(reading, usernames) : [],
    asksForSessions ? readSessions(reading, usernames) : [],
    wants('logins') ? readLogins(reading, usernames, active, days) : [],
    wants('setupChanges') ? readSetupChanges(reading, days) : [],
  ]);
  stage('API usage');
  const { calls, window } = wants('usage')
    ? await readApiCalls(reading, usernames, days)
    : { calls: [], window: undefined };
  return { tokens, sessions, logins, setupChanges, apiCalls: calls, windows: windowsOf(reading, wants, days, window) };
}

function windowsOf(
  { now }: Reading,
  wants: (family: FactFamily) => boolean,
  days: number,
  calls: ActivityWindow | undefined,
): readonly ActivityWindow[] {
  const to = now.toISOString().slice(0, 10);
  const from = new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
  const window = (kind: ActivityWindow['kind'], blindSpots: readonly string[]): ActivityWindow => ({
    kind,
    from,
    to,
    blindSpots,
  });
  return [
    ...(wants('logins') ? [window('logins', ['a client that keeps its session, or renews it, logs in seldom'])] : []),
    ...(calls ? [calls] : []),
    ...(wants('setupChanges') ? [window('setup-changes', ['changes of records are not in the trail'])] : []),
  ];
}
