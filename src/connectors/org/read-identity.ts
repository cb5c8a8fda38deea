import type { OrgIdentity } from '../../model/org.ts';
import { rowsOf } from './query.ts';
import { askAll, type Reading, selecting } from './reading.ts';
import { flagIn, longId, textIn } from './row.ts';

/** Which org this is. */
export async function readIdentity(reading: Reading): Promise<OrgIdentity> {
  const { session } = reading.wire;
  const { organization } = await askAll(reading, {
    organization: selecting(reading, 'Organization', ['Name', 'OrganizationType', 'IsSandbox']),
  });
  const [row = {}] = rowsOf(organization);
  const { day } = reading.wire.budget;
  return {
    id: longId(textIn(row, 'Id') || session.orgId),
    name: textIn(row, 'Name'),
    edition: textIn(row, 'OrganizationType'),
    sandbox: flagIn(row, 'IsSandbox'),
    domain: URL.parse(session.url)?.host ?? '',
    apiVersion: session.apiVersion,
    readAt: reading.now.toISOString(),
    readAs: session.username,
    ...(day ? { dailyRequests: { used: day.used, limit: day.limit } } : {}),
  };
}
