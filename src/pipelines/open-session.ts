import type { OrgSession } from '../connectors/org/session.ts';

/** The org that the Salesforce CLI knows by this name. Its libraries take half a second: only who asks an org pays for them. */
export async function openSession(targetOrg: string): Promise<OrgSession> {
  const { locateOrg } = await import('../connectors/org/locate.ts');
  return locateOrg(targetOrg);
}
