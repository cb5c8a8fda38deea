import type { FamilyCoverage } from '../model/coverage.ts';
import type { Silence } from '../model/silence.ts';
import type { Snapshot } from '../model/snapshot.ts';

export interface SilenceQuestion {
  readonly username: string;
  /** Only what these applications do; everything when empty. */
  readonly applications: readonly string[];
  /** ISO date. */
  readonly today: string;
  /** So many days without a sign of life count as silence. */
  readonly days: number;
}

const DAY = 86_400_000;

interface Sign {
  /** ISO instant or date. */
  readonly at: string;
  readonly what: string;
}

/**
 * Whether an account has been silent. A sign of life is proof whatever else was read; silence needs the log-ins of all those
 * days, and the API calls or the use of tokens beside them: a client that keeps its session logs in seldom.
 */
export function silenceOf(snapshot: Snapshot, question: SilenceQuestion): Silence {
  const { today, days, username } = question;
  const since = new Date(Date.parse(today) - days * DAY).toISOString().slice(0, 10);
  const signs = signsOf(snapshot, question).toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const [last] = signs;
  const blindSpots = blindSpotsOf(snapshot, since);
  if (last && last.at.slice(0, 10) > since) {
    const text = `${username} is in use: ${last.what} on ${last.at.slice(0, 10)}`;
    return { state: 'in-use', text, reason: undefined, blindSpots };
  }
  const seen = last ? `last seen on ${last.at.slice(0, 10)} (${last.what})` : 'never seen in what was read';
  const reason = notReadable(snapshot, since);
  if (reason !== undefined)
    return { state: 'unknown', text: `Whether ${username} is in use could not be told: ${reason}`, reason, blindSpots };
  return { state: 'silent', text: `${username} has been silent for ${days} days: ${seen}`, reason, blindSpots };
}

function signsOf(snapshot: Snapshot, { username, applications }: SilenceQuestion): readonly Sign[] {
  const name = username.toLowerCase();
  const isIts = (one: { readonly username: string; readonly application: string }): boolean =>
    one.username.toLowerCase() === name && (applications.length === 0 || applications.includes(one.application));
  const of = ({ application }: { readonly application: string }): string =>
    application === '' || application === 'N/A' ? '' : ` of ${application}`;
  return [
    ...snapshot.logins.filter(isIts).map((login) => ({
      at: login.last,
      what: `${login.status === 'Success' ? 'log-in' : 'refused log-in'}${of(login)} from ${login.sourceIp}`,
    })),
    ...snapshot.apiCalls.filter(isIts).map((call) => ({ at: call.lastDay, what: `API call${of(call)}` })),
    ...(applications.length > 0
      ? []
      : snapshot.users
          .filter((user) => user.username.toLowerCase() === name)
          .flatMap(({ lastLogin }) => (lastLogin ? [{ at: lastLogin, what: 'log-in' }] : []))),
    ...snapshot.tokens
      .filter(isIts)
      .flatMap((token) => (token.lastUsed ? [{ at: token.lastUsed, what: `use of a token${of(token)}` }] : [])),
  ];
}

/** Why silence could not be told from what was read. */
function notReadable({ coverage, windows }: Snapshot, since: string): string | undefined {
  const { logins, usage, tokens } = coverage;
  if (logins.state !== 'read') return `log-ins were not read (${because(logins)})`;
  const window = windows.find(({ kind }) => kind === 'logins');
  if (!window || window.from > since) return `log-ins were only read from ${window?.from ?? 'today'} on`;
  if (usage.state === 'read' || usage.state === 'partial' || tokens.state === 'read') return undefined;
  return `neither API calls (${because(usage)}) nor tokens (${because(tokens)}) were read, and log-ins alone do not show a session that is kept`;
}

function because({ state, reason }: FamilyCoverage): string {
  return reason === '' ? state : reason;
}

function blindSpotsOf({ coverage, windows }: Snapshot, since: string): readonly string[] {
  const calls = windows.find(({ kind }) => kind === 'api-calls');
  return [
    ...(calls ? [] : ['no API calls were read']),
    ...(calls && calls.from > since ? [`API calls are only known from ${calls.from} on`] : []),
    ...(calls?.blindSpots.filter((spot) => spot.startsWith('no log')) ?? []),
    ...(coverage.tokens.state === 'read' ? [] : ['the use of tokens is not known']),
  ];
}
