import { type OrgReading, type ReadOrgOptions, readOrg } from '../../../src/connectors/org/read.ts';
import type { OrgSession } from '../../../src/connectors/org/session.ts';
import type { LocalOrg } from '../../../src/local-org/local-org.ts';
import { ADMIN_USERNAME } from '../../../src/local-org/seed/first-day.ts';

/** A session with the local org that can be renewed so many times. */
export function localSession(org: LocalOrg, username = ADMIN_USERNAME, renewals = 1): OrgSession {
  let token = org.sessionFor(username);
  let left = renewals;
  return {
    username,
    label: 'local',
    orgId: org.org.id,
    url: org.url,
    apiVersion: '68.0',
    token: () => token,
    renew: async () => {
      if (left === 0) throw new Error('expired access/refresh token');
      left -= 1;
      token = org.sessionFor(username);
    },
  };
}

/** Reads the local org, with no patience for waiting. */
export async function readLocal(
  org: LocalOrg,
  options: ReadOrgOptions & { readonly as?: string } = {},
): Promise<OrgReading> {
  const { as, ...others } = options;
  const reading = await readOrg(localSession(org, as), { firstWait: 1, now: org.org.now(), ...others });
  await reading.close();
  return reading;
}
