import type { AuthInfo, Connection } from '@salesforce/core';
import { Problem } from '../../model/problem.ts';
import { type OrgSession, withoutTokens } from './session.ts';

/** What stands for the default org of the Salesforce CLI. */
const DEFAULT_ORG = 'default';
/** Longer than any answer to a renewal takes; without it a refused one would be asked for again and again. */
const RENEW_TIMEOUT_MS = 60_000;

/**
 * The org that the Salesforce CLI knows by an alias or username, or with `default` its default org (`target-org` of the
 * project or the person, `SF_TARGET_ORG`). Every way to log in that the CLI has works, because it is the CLI's own library that
 * looks up the log-in.
 *
 * @throws Problem `no-target-org`, `unknown-org`, `org-unreachable`
 */
export async function locateOrg(target: string): Promise<OrgSession> {
  // The library logs to a file by default, from a thread that outlives the command; a reader has nothing to log there.
  process.env['SF_DISABLE_LOG_FILE'] ??= 'true';
  const { Org } = await import('@salesforce/core');
  try {
    const org = await Org.create(isDefault(target) ? {} : { aliasOrUsername: target });
    return sessionOf(org.getConnection(), target);
  } catch (error) {
    throw problemOf(error, target);
  }
}

function isDefault(target: string): boolean {
  return target.toLowerCase() === DEFAULT_ORG;
}

function sessionOf(connection: Connection, target: string): OrgSession {
  // Of an org that is reached by a token alone, the library takes the token for the username.
  const known = connection.getUsername() ?? '';
  const { host } = new URL(connection.instanceUrl);
  const username = isToken(known) ? `the token's user at ${host}` : known;
  const fields = connection.getAuthInfoFields() as ReturnType<AuthInfo['getFields']>;
  return {
    username,
    label: isToken(target) || isToken(known) ? host : isDefault(target) ? username : target,
    orgId: fields.orgId ?? '',
    url: connection.instanceUrl.replace(/\/+$/, ''),
    apiVersion: connection.getApiVersion(),
    token: () => connection.accessToken ?? '',
    renew: () => withinTime(connection.refreshAuth()),
  };
}

/** `SF_ORG_INSTANCE_URL` with a token in place of an alias: the way without a log-in, for pipelines. Never to be shown. */
function isToken(text: string): boolean {
  return /^00D\w{12,15}!/.test(text);
}

async function withinTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer to the renewal of the session')), RENEW_TIMEOUT_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function problemOf(error: unknown, target: string): Problem {
  const name = error instanceof Error ? error.name : '';
  const shown = isDefault(target) ? 'the default org' : isToken(target) ? 'the org of that token' : `"${target}"`;
  if (isDefault(target) && /NoUsername|NoTargetOrg|NoAliasOrUsername|RequiresUsername|AuthInfoCreation/i.test(name)) {
    return new Problem({
      kind: 'usage',
      code: 'no-target-org',
      message: 'No org is named, and the Salesforce CLI has no default org here.',
      actions: ['Name one: --target-org <alias>.', 'Set a default: sf config set target-org <alias>.'],
      cause: error,
    });
  }
  if (/NamedOrgNotFound|NoAuthInfoFound|OrgDataNotAvailable/i.test(name)) {
    return new Problem({
      kind: 'org',
      code: 'unknown-org',
      message: `The Salesforce CLI knows no org called ${shown}.`,
      actions: ['See which it knows: sf org list.', 'Log in: sf org login web --alias <alias>.'],
      cause: error,
    });
  }
  return new Problem({
    kind: 'org',
    code: 'org-unreachable',
    message: `${shown} cannot be reached: ${error instanceof Error ? withoutTokens(error.message) : 'unknown error'}`,
    actions: ['Look at what the CLI says: sf org display.', 'Log in again: sf org login web --alias <alias>.'],
    cause: error,
  });
}
