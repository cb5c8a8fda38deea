import type { Target } from '../apply/target.ts';
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
    const { openTree } = await import('../connectors/sfdx/open-tree.ts');
    return openTree(path);
  }
  const { locateOrg } = await import('../connectors/org/locate.ts');
  const { openOrgToWrite } = await import('../connectors/org/write.ts');
  return openOrgToWrite(await locateOrg(targetOrg));
}
