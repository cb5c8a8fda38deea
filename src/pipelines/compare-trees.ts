import { type State, widened } from '../access/widened.ts';
import type { ComparedIntegration, TreeComparison } from '../model/answer.ts';
import type { ComparisonSide } from './comparison-side.ts';
import { loadSource, type SourceOptions, stateOf } from './load-source.ts';

/** What integrations gained and lost between two trees, orgs, revisions or snapshots, in any pairing. */
export async function compareTrees(
  before: ComparisonSide,
  after: ComparisonSide,
  options: SourceOptions,
): Promise<TreeComparison> {
  const load = async ({ label, place }: ComparisonSide): Promise<State> =>
    stateOf(await loadSource({ ...options, ...place }), label);
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
