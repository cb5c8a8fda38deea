import { readMetadata } from '../connectors/sfdx/read.ts';
import { Problem } from '../model/problem.ts';
import type { ReadProgress } from '../model/progress.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** What a person named to be read. */
export interface SourceChoice {
  /** An SFDX project, a folder, a zip or a file. */
  readonly path: string;
  /** A live org instead, by its alias or username; `default` is the default org of the Salesforce CLI. */
  readonly targetOrg?: string | undefined;
  /** A git revision to read files at; as they are when absent. */
  readonly rev?: string | undefined;
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
}

/** Reads whatever a person named: a live org, or metadata as it lies in files or lay there at a revision. */
export async function readSnapshot({ path, rev, targetOrg, onProgress }: SourceChoice): Promise<Snapshot> {
  if (targetOrg !== undefined) return readLiveOrg(targetOrg, { rev, onProgress });
  return readMetadata({ path, ...(rev === undefined ? {} : { rev }), ...(onProgress ? { onProgress } : {}) });
}

/** The Salesforce libraries take half a second to load: only who asks an org pays for them. */
async function readLiveOrg(
  targetOrg: string,
  { rev, onProgress }: Pick<SourceChoice, 'rev' | 'onProgress'>,
): Promise<Snapshot> {
  if (rev !== undefined) {
    throw new Problem({
      kind: 'usage',
      code: 'org-has-no-revision',
      message: 'An org has no revisions: --rev goes with files.',
      actions: ['Leave out --rev or --target-org.'],
    });
  }
  const { locateOrg } = await import('../connectors/org/locate.ts');
  const { readOrg } = await import('../connectors/org/read.ts');
  const session = await locateOrg(targetOrg);
  const reading = await readOrg(session, { onProgress });
  await reading.close();
  return reading.snapshot;
}
