import { stat } from 'node:fs/promises';
import { type State, widened } from '../access/widened.ts';
import type { ComparedIntegration, TreeComparison } from '../model/answer.ts';
import { loadSource, type SourceOptions, stateOf } from './load-source.ts';

/** A whole tree: a path, or a revision with nothing after its colon (`HEAD~1:`). */
export interface Tree {
  readonly label: string;
  readonly path: string | undefined;
  readonly rev: string | undefined;
}

/** What a person means by a word, if it is a tree at all; `undefined` when it is a name to look up. */
export async function treeOf(text: string): Promise<Tree | undefined> {
  if (/^[^:]+:$/.test(text)) return { label: text, path: undefined, rev: text.slice(0, -1) };
  const exists = await stat(text).then(
    () => true,
    () => false,
  );
  return exists ? { label: text, path: text, rev: undefined } : undefined;
}

/** What integrations gained and lost between two trees. */
export async function compareTrees(before: Tree, after: Tree, options: SourceOptions): Promise<TreeComparison> {
  const load = async ({ label, path, rev }: Tree): Promise<State> =>
    stateOf(await loadSource({ ...options, path: path ?? options.path, rev }), label);
  const [old, now] = [await load(before), await load(after)];
  const forward = widened(old, now);
  const backward = widened(now, old);
  const names = [...forward.integrations, ...backward.integrations].map(({ name }) => name);
  return {
    before: before.label,
    after: after.label,
    integrations: [...new Set(names)].sort().map((name): ComparedIntegration => {
      const state = forward.added.includes(name) ? 'added' : backward.added.includes(name) ? 'removed' : 'changed';
      const of = ({ integrations }: typeof forward) => integrations.find((one) => one.name === name)?.gained ?? [];
      return { name, state, gained: of(forward), lost: of(backward) };
    }),
    compared: new Set([...old.integrations, ...now.integrations].map(({ name }) => name)).size,
    unresolved: forward.unresolved,
  };
}
