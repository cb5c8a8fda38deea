import type { AppState, AssignmentState, Change, UserState } from '../../model/change.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { readMetadata } from './read.ts';
import { appFiles, openSourceTree, type SourceTree } from './source-tree.ts';
import { clientAppFiles, permissionSetFile, profileFile, userFile, type WrittenFile, writeFiles } from './write.ts';

/** A tree of source that an approved plan is applied to. */
export interface WritableTree {
  batches(changes: readonly Change[]): readonly (readonly Change[])[];
  check(changes: readonly Change[]): Promise<readonly []>;
  perform(batch: readonly Change[]): Promise<void>;
  calls(): number;
  close(): Promise<void>;
}

/** Files are written whole, one change after the other; what a tree cannot hold (licences, tokens) is left to the org. */
export function openTree(root: string): WritableTree {
  return {
    batches: (changes) => changes.map((change) => [change]),
    check: () => Promise.resolve([]),
    perform: async (batch) => {
      for (const change of batch) await writeChange(root, change);
    },
    calls: () => 0,
    close: () => Promise.resolve(),
  };
}

async function writeChange(root: string, change: Change): Promise<void> {
  const snapshot = await readMetadata({ path: root });
  const tree = await openSourceTree(root, snapshot);
  await writeFiles(tree, await filesOf(tree, snapshot, change));
}

async function filesOf(tree: SourceTree, snapshot: Snapshot, change: Change): Promise<readonly WrittenFile[]> {
  switch (change.subject) {
    case 'profile':
      return change.after
        ? [await profileFile(tree, change.after)]
        : [{ path: tree.profileFile(change.before?.name ?? ''), text: undefined }];
    case 'permission-set': {
      const { before, after } = change;
      const written = after ? [await permissionSetFile(tree, after)] : [];
      const isGone = before && before.name !== after?.name;
      return [...written, ...(isGone ? [{ path: tree.permissionSetFile(before.name), text: undefined }] : [])];
    }
    case 'user':
      return userFiles(tree, snapshot, change.after, change.integration);
    case 'assignment':
      return assignmentFiles(tree, snapshot, change.before, change.after, change.integration);
    case 'app':
      return change.after ? clientAppFiles(tree, change.after) : goneApp(tree, change.before);
    default:
      return [];
  }
}

function goneApp(tree: SourceTree, before: AppState | undefined): readonly WrittenFile[] {
  return before ? appFiles(tree, before.name).map(([, path]) => ({ path, text: undefined })) : [];
}

function assigned(snapshot: Snapshot, username: string): readonly string[] {
  return snapshot.assignments
    .filter((assignment) => assignment.username.toLowerCase() === username.toLowerCase())
    .map(({ target }) => target.name);
}

async function userFiles(
  tree: SourceTree,
  snapshot: Snapshot,
  after: UserState | undefined,
  integration: string,
): Promise<readonly WrittenFile[]> {
  return after ? [await userFile(tree, integration, after, assigned(snapshot, after.username))] : [];
}

/** A tree says who holds a set in the definition file of the user. */
async function assignmentFiles(
  tree: SourceTree,
  snapshot: Snapshot,
  before: AssignmentState | undefined,
  after: AssignmentState | undefined,
  integration: string,
): Promise<readonly WrittenFile[]> {
  const { username = '', target } = after ?? before ?? {};
  const path = tree.userFile(username, integration);
  const text = await tree.read(path);
  if (text === undefined || !target) return [];
  const held = assigned(snapshot, username).filter((name) => name !== target.name);
  const permsets = after ? [...held, target.name] : held;
  const content = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return [{ path, text: `${JSON.stringify({ ...content, permsets }, undefined, 2)}\n` }];
}
