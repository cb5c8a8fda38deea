import { ROUTES } from './api/routes.ts';
import { type OpenOrg, type OrgOptions, openOrg } from './open-org.ts';
import { listen } from './server.ts';

export interface LocalOrgOptions extends OrgOptions {
  /** Address to bind; loopback when absent. */
  readonly host?: string;
  /** Port; any free one when absent. */
  readonly port?: number;
}

/** An org that listens. */
export interface LocalOrg {
  /** `http://127.0.0.1:4400`. */
  readonly url: string;
  readonly org: OpenOrg;
  /** Opens a session without a log-in, for tests and demos; the token as clients send it. */
  sessionFor(username: string): string;
  close(): Promise<void>;
}

/**
 * Starts a Salesforce org on this machine that enforces permissions.
 *
 * @throws Error with the code of the system (`EADDRINUSE`) when the port cannot be had
 */
export async function startLocalOrg(options: LocalOrgOptions = {}): Promise<LocalOrg> {
  const org = openOrg(options);
  const server = await listen({ org, routes: ROUTES }, { host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  org.url = server.url;
  return {
    url: server.url,
    org,
    sessionFor: (username) => {
      const user = org.store.all('SELECT "Id" FROM "User" WHERE "Username" = ?', [username])[0];
      if (!user) throw new Error(`The org has no user ${username}`);
      return org.sessions.open({
        userId: String(user['Id']),
        app: undefined,
        scopes: ['full'],
        sourceIp: '127.0.0.1',
      }).token;
    },
    close: async () => {
      await server.close();
      org.close();
    },
  };
}
