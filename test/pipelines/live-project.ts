import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readSettings } from '../../src/config/read-settings.ts';
import type { OrgSession } from '../../src/connectors/org/session.ts';
import { type LocalOrg, type Seed, startLocalOrg } from '../../src/local-org/local-org.ts';
import { ADMIN_USERNAME } from '../../src/local-org/seed/first-day.ts';
import { apply } from '../../src/pipelines/apply.ts';
import { type Declared, loadDeclared } from '../../src/pipelines/load-declared.ts';
import { plan } from '../../src/pipelines/plan.ts';
import { localSession } from '../connectors/org/local-session.ts';

/** A project with declarations and an org to apply them to. */
export interface LiveProject {
  readonly root: string;
  readonly org: LocalOrg;
  /** As the administrator. */
  session(): OrgSession;
  declared(): Promise<Declared>;
  write(path: string, text: string): void;
  /** Plans and applies; says what was changed, by id. */
  apply(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Files are named from the root of the project; the org is reached by its address and a token, as in a pipeline. */
export async function liveProject(files: Readonly<Record<string, string>>, seed?: Seed): Promise<LiveProject> {
  const root = mkdtempSync(join(tmpdir(), 'leastwise-live-'));
  const org = await startLocalOrg(seed === undefined ? {} : { seed });
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const declared = () => loadDeclared({ directory: root, folder: join(root, 'integrations') });
  return {
    root,
    org,
    write,
    declared,
    session: () => localSession(org),
    apply: async () => {
      process.env['SF_ORG_INSTANCE_URL'] = org.url;
      const { settings } = await readSettings({ directory: root });
      const options = {
        path: root,
        settings,
        today: org.org.now().toISOString().slice(0, 10),
        targetOrg: org.sessionFor(ADMIN_USERNAME),
        declared: { ...(await declared()), root },
        adopt: [],
      };
      const approved = (await plan(options)).plan;
      if (approved.changes.length > 0) await apply({ ...options, approved, allow: [], now: () => new Date() });
      return approved.changes.map(({ id }) => id);
    },
    close: async () => {
      await org.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
