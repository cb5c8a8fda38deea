import { randomBytes } from 'node:crypto';
import { adminRoutes } from './api/admin/routes.ts';
import { ROUTES } from './api/routes.ts';
import { createControls, type OrgControls } from './controls.ts';
import { type OpenOrg, type OrgOptions, openOrg } from './open-org.ts';
import { type Example, exampleFolder } from './seed/examples.ts';
import { ADMIN_USERNAME } from './seed/first-day.ts';
import { loadSource, type Source } from './seed/load-source.ts';
import { createTold, type Loaded } from './seed/loaded.ts';
import type { Seed } from './seed/seed-schema.ts';
import { listen } from './server.ts';

export type { OrgControls, SessionChoice } from './controls.ts';
export type { Fault } from './faults.ts';
export type { OrgSummary } from './org-summary.ts';
export type { Example } from './seed/examples.ts';
export type { Loaded, LoadProblem } from './seed/loaded.ts';
export type { Seed } from './seed/seed-schema.ts';
export type { RequestRecord } from './traffic.ts';

export interface LocalOrgOptions extends OrgOptions {
  /** Address to bind; loopback when absent. */
  readonly host?: string | undefined;
  /** Port; any free one when absent. */
  readonly port?: number | undefined;
  /** An org that comes with Leastwise. */
  readonly example?: Example | undefined;
  /** Metadata to load: an SFDX project, a metadata folder or a zip. A `local-org.json` in it is its seed. */
  readonly tree?: string | undefined;
  /** Users, log-ins, tokens and records to load: a file, or a value of the same shape. */
  readonly seedFile?: string | undefined;
  readonly seed?: Seed | undefined;
  /** Key of the admin endpoint; a random one when absent. */
  readonly adminKey?: string | undefined;
}

/** An org that listens, and what tests and demos may do to it. */
export interface LocalOrg extends OrgControls {
  /** `http://127.0.0.1:4400`. */
  readonly url: string;
  /** Username of the first administrator. */
  readonly adminUsername: string;
  /** Goes into the header `x-leastwise-key` of requests to `/leastwise/admin/…`. */
  readonly adminKey: string;
  readonly org: OpenOrg;
  /** What was loaded at this start, and what was not, with the reasons; nothing when a file had it already. */
  readonly loaded: Loaded;
  /** Opens a session without a log-in; the token as clients send it. */
  sessionFor(username: string): string;
  close(): Promise<void>;
}

/**
 * Starts a Salesforce org on this machine that enforces permissions.
 *
 * @throws Error with the code of the system (`EADDRINUSE`) when the port cannot be had, or of `OrgFileFault` when the file
 *   cannot be used
 */
export async function startLocalOrg(options: LocalOrgOptions = {}): Promise<LocalOrg> {
  const { example, host = '127.0.0.1', port = 0, adminKey = randomBytes(24).toString('base64url') } = options;
  const { tree = example && exampleFolder(example), seedFile, seed, name } = options;
  const org = openOrg(options);
  try {
    const source: Source = { tree, seedFile, seed, name };
    const loaded = fill(org, source);
    const controls = createControls(org, source);
    const routes = [...ROUTES, ...adminRoutes(controls, adminKey)];
    const server = await listen({ org, routes }, { host, port });
    org.url = server.url;
    return {
      ...controls,
      url: server.url,
      adminUsername: ADMIN_USERNAME,
      adminKey,
      org,
      loaded,
      sessionFor: (username) => controls.openSession(username).token,
      close: async () => {
        await server.close();
        org.close();
      },
    };
  } catch (error) {
    org.close();
    throw error;
  }
}

/** Loads what was asked for, once in the life of an org. */
function fill(org: OpenOrg, source: Source): Loaded {
  if (org.isLoaded()) return createTold().loaded();
  return org.store.transaction(() => {
    const loaded = loadSource(org, source);
    org.markLoaded();
    return loaded;
  });
}
