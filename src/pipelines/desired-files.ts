import { appFiles, type SourceTree } from '../connectors/sfdx/source-tree.ts';
import {
  clientAppFiles,
  permissionSetFile,
  profileFile,
  userFile,
  type WrittenFile,
} from '../connectors/sfdx/write.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { DesiredIntegration, DesiredState } from '../plan/desired-state.ts';
import { markOf, SHARED } from '../plan/ownership-mark.ts';

/** The files of a tree that says what is desired; those of integrations that are declared no more have no text. */
export async function filesOf(
  tree: SourceTree,
  snapshot: Snapshot | undefined,
  desired: DesiredState,
  keptSets: ReadonlyMap<string, unknown>,
): Promise<readonly WrittenFile[]> {
  const files = [await profileFile(tree, desired.profile)];
  for (const integration of desired.integrations)
    files.push(...(await integrationFiles(tree, integration, keptSets.has(integration.name))));
  const wanted = new Set(files.map(({ path }) => path));
  return [...files, ...retiredFiles(tree, snapshot, desired).filter(({ path }) => !wanted.has(path))];
}

/** A set that the team keeps itself is left alone. */
async function integrationFiles(
  tree: SourceTree,
  { name, permissionSet, user, app, assignment }: DesiredIntegration,
  isKept: boolean,
): Promise<readonly WrittenFile[]> {
  return [
    ...(isKept ? [] : [await permissionSetFile(tree, permissionSet)]),
    ...(app === undefined ? [] : await clientAppFiles(tree, app)),
    await userFile(tree, name, user, [assignment.target.name]),
  ];
}

/** Sets and apps with our mark whose integration is declared no more, or goes by another name. */
function retiredFiles(
  tree: SourceTree,
  snapshot: Snapshot | undefined,
  { integrations }: DesiredState,
): readonly WrittenFile[] {
  const declared = new Set([SHARED, ...integrations.map(({ name }) => name)]);
  const isRetired = ({ description }: { readonly description: string }): boolean => {
    const mark = markOf(description);
    return mark !== undefined && !declared.has(mark.integration);
  };
  const sets = (snapshot?.containers ?? []).filter((set) => set.kind === 'permission-set' && isRetired(set));
  const apps = (snapshot?.externalClientApps ?? []).filter(isRetired);
  const paths = [
    ...sets.flatMap(({ files }) => files),
    ...apps.flatMap(({ name }) => appFiles(tree, name).map(([, path]) => path)),
  ];
  return paths.map((path) => ({ path, text: undefined }));
}
