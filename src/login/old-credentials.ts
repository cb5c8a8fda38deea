import { findUser } from '../connectors/org/find-user.ts';
import { readUserCalls } from '../connectors/org/read-user-calls.ts';
import type { OrgSession } from '../connectors/org/session.ts';
import { openWire } from '../connectors/org/wire.ts';
import type { LoginSubject } from '../model/login-subject.ts';
import { Problem } from '../model/problem.ts';

export interface SilenceOptions {
  /** The old consumer key. */
  readonly key: string;
  /** ISO instant since which it is not needed any more. */
  readonly since: string;
  readonly silentDays: number;
  readonly isSwitched: boolean;
  readonly now: Date;
}

const DAY_MS = 86_400_000;

/**
 * Whether old credentials are silent. Salesforce tells calls by credentials apart only where its logs hold the consumer key
 * (`CONNECTED_APP_ID`; not confirmed for every org, facts 4.2): otherwise the owner's word counts, and is asked for.
 *
 * @returns what is known, in words
 * @throws Problem `still-in-use`, `silence-unknown`
 */
export async function checkSilence(
  session: OrgSession,
  { username, name }: LoginSubject,
  { key, since, silentDays, isSwitched, now }: SilenceOptions,
): Promise<readonly string[]> {
  const wire = openWire(session);
  try {
    const userId = await findUser(wire, username);
    const days = Math.max(1, silentDays, Math.ceil((now.getTime() - Date.parse(since)) / DAY_MS));
    const read = userId && (await readUserCalls(wire, { userId, username, days, now }));
    const lastDays: ReadonlyMap<string, string> = read ? read.lastDays : new Map();
    const last = lastDays.get(key);
    const silentSince = new Date(now.getTime() - silentDays * DAY_MS).toISOString().slice(0, 10);
    if (last !== undefined && last > silentSince) throw stillInUse(name, last, silentDays);
    const tellsKeys = [...lastDays.keys()].some((id) => id.startsWith('3MVG'));
    const from = read ? read.calls.window?.from : undefined;
    if (tellsKeys && from !== undefined && from <= silentSince)
      return [`the logs show no call by the old pair since ${last ?? from}`];
    if (isSwitched)
      return ['the owner says that the application uses the new pair; the logs do not tell the two apart'];
    throw unknown(name);
  } finally {
    await wire.close();
  }
}

function stillInUse(name: string, last: string, days: number): Problem {
  return new Problem({
    kind: 'usage',
    code: 'still-in-use',
    message: `The old credentials of ${name} were used on ${last}: ending them now would be an outage.`,
    actions: [
      'Let the application use the new ones, on every machine that it runs on.',
      `Run it again when they have been silent for ${days} days.`,
    ],
  });
}

function unknown(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'silence-unknown',
    message: `The logs of this org do not tell whether ${name} still uses its old credentials.`,
    actions: [
      'Ask its owner. When the application uses the new ones everywhere: --client-switched',
      'Or wait: after thirty days they end by themselves.',
    ],
  });
}
