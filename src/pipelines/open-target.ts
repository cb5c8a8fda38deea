import type { Target } from '../apply/target.ts';
import { isSnapshotFile } from '../connectors/file/locate-snapshot.ts';
import { Problem } from '../model/problem.ts';
import type { SourceOptions } from './load-source.ts';

/** A target that is open: an org, or a tree of source. */
export interface OpenTarget extends Target {
  /** Requests sent so far; 0 for a tree. */
  calls(): number;
  close(): Promise<void>;
}

/** Opens whatever a plan is for, to be written to. The Salesforce libraries are loaded only for an org. */
export async function openTarget({ path, targetOrg }: Pick<SourceOptions, 'path' | 'targetOrg'>): Promise<OpenTarget> {
  if (targetOrg === undefined) {
    if (isSnapshotFile(path)) throw snapshotIsNoTarget(path);
    const { openTree } = await import('../connectors/sfdx/open-tree.ts');
    return openTree(path);
  }
  const { locateOrg } = await import('../connectors/org/locate.ts');
  const { openOrgToWrite } = await import('../connectors/org/write.ts');
  return openOrgToWrite(await locateOrg(targetOrg));
}

function snapshotIsNoTarget(path: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'snapshot-is-no-target',
    message: `${path} is a saved snapshot: it can be planned for, but nothing can be applied to it.`,
    actions: ['Name the org or the tree: --target-org <alias>, or --source <path>.'],
  });
}
