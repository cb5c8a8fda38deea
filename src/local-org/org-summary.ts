import type { Org } from './org.ts';
import { quoted } from './store/tables.ts';

/** An org in numbers. */
export interface OrgSummary {
  readonly name: string;
  /** Active users whom people log in as, and those whom only programs do. */
  readonly people: number;
  readonly integrations: number;
  /** Connected apps and external client apps. */
  readonly applications: number;
  readonly records: number;
}

/**
 * Users whom only programs log in as: API Only users, users that applications run as, and users who have logged in, but
 * never to the user interface.
 */
function integrationUsers(org: Org): ReadonlySet<string> {
  const runAs = org.store
    .all(`SELECT u."Id" FROM "User" u WHERE u."Username" IN (SELECT "ClientCredentialsFlowUser" FROM "ExtlClntAppOauthPlcyCnfg")
      OR u."Id" IN (SELECT "ExecutionUserId" FROM "ConnectedApplication")`)
    .map((row) => String(row['Id']));
  const headless = org.store
    .all(`SELECT "UserId" FROM "LoginHistory" GROUP BY "UserId" HAVING sum("LoginType" = 'Application') = 0`)
    .map((row) => String(row['UserId']));
  return new Set([...runAs, ...headless]);
}

export function summaryOf(org: Org): OrgSummary {
  const { store, schema } = org;
  const count = (table: string): number =>
    Number(store.all(`SELECT count(*) AS n FROM ${quoted(table)}`)[0]?.['n'] ?? 0);
  const users = store.all('SELECT "Id", "UserType" FROM "User" WHERE "IsActive" = 1').map((row) => String(row['Id']));
  const headless = integrationUsers(org);
  const integrations = users.filter((id) => headless.has(id) || org.accessOf(id).has('ApiUserOnly')).length;
  const holdsRecords = schema.objects().filter(({ kind, keyPrefix }) => keyPrefix !== '' && kind === 'data');
  return {
    name: String(store.all('SELECT "Name" FROM "Organization"')[0]?.['Name'] ?? ''),
    people: users.length - integrations,
    integrations,
    applications: count('ConnectedApplication') + count('ExternalClientApplication'),
    records: holdsRecords.reduce((sum, { name }) => sum + count(name), 0),
  };
}
