import type { OrgSession } from '../connectors/org/session.ts';
import type { UserCalls } from '../model/user-calls.ts';
import { declaredSubject, type SubjectOptions } from './login-subject.ts';

export interface LogsOptions extends SubjectOptions {
  readonly days: number;
  readonly now: Date;
}

/** What an integration did, from the logs that the org has. Only read. */
export async function logs(session: OrgSession, options: LogsOptions): Promise<UserCalls> {
  const { username } = declaredSubject(options, session);
  const { openWire } = await import('../connectors/org/wire.ts');
  const { findUser, noSuchUser } = await import('../connectors/org/find-user.ts');
  const { readUserCalls } = await import('../connectors/org/read-user-calls.ts');
  const wire = openWire(session);
  try {
    const userId = await findUser(wire, username);
    if (userId === undefined) throw noSuchUser(username, session);
    return (await readUserCalls(wire, { userId, username, days: options.days, now: options.now })).calls;
  } finally {
    await wire.close();
  }
}
