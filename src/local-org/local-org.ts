import { ROUTES } from './api/routes.ts';
import { type OpenOrg, type OrgOptions, openOrg } from './open-org.ts';
import { type Example, exampleFolder, loadSource } from './seed/examples.ts';
import type { Loaded } from './seed/load-tree.ts';
import { listen } from './server.ts';

export interface LocalOrgOptions extends OrgOptions {
  /** Address to bind; loopback when absent. */
  readonly host?: string;
  /** Port; any free one when absent. */
  readonly port?: number;
  /** An org that comes with Leastwise. */
  readonly example?: Example;
  /** Metadata to load: an SFDX project, a metadata folder or a zip. A `local-org.json` in it is its seed. */
  readonly tree?: string;
  /** Users, log-ins, tokens and records to load. */
  readonly seedFile?: string;
}

/** An org that listens. */
export interface LocalOrg {
  /** `http://127.0.0.1:4400`. */
  readonly url: string;
  readonly org: OpenOrg;
  /** What was loaded, and what was not, with the reasons. */
  readonly loaded: Loaded;
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
  const { example, tree = example && exampleFolder(example), seedFile } = options;
  const loaded = loadSource(org, tree, seedFile);
  const server = await listen({ org, routes: ROUTES }, { host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  org.url = server.url;
  return {
    url: server.url,
    org,
    loaded,
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
