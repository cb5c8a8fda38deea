import type { Snapshot } from '../model/snapshot.ts';

const DAY = 86_400_000;

/** When a user last did anything that the org recorded; `unknown` when nothing of the kind was read. */
export function lastSeen(snapshot: Snapshot, username: string): string | undefined | 'unknown' {
  const known = ['logins', 'usage'].some((family) => snapshot.coverage[family as 'logins' | 'usage'].state === 'read');
  const name = username.toLowerCase();
  const moments = [
    ...snapshot.logins.filter((login) => login.username.toLowerCase() === name).map(({ last }) => last),
    ...snapshot.apiCalls.filter((call) => call.username.toLowerCase() === name).map(({ lastDay }) => lastDay),
    ...snapshot.users
      .filter((user) => user.username.toLowerCase() === name)
      .flatMap(({ lastLogin }) => lastLogin ?? []),
  ].sort();
  return moments.at(-1) ?? (known ? undefined : 'unknown');
}

/** Whether something that was seen then counts as alive today. */
export function isLive(seen: string, today: string, silentDays: number): boolean {
  return Date.parse(today) - Date.parse(seen.slice(0, 10)) < silentDays * DAY;
}
