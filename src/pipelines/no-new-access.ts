import { type State, widened } from '../access/widened.ts';
import type { Widening } from '../model/answer.ts';
import { type LoadedSource, loadSource, type SourceOptions } from './load-source.ts';

function stateOf({ snapshot, graph, integrations }: LoadedSource, label: string): State {
  const unresolved = snapshot.diagnostics
    .filter(({ level }) => level === 'error')
    .map(({ path, line, message }) => `${label}: ${path}${line > 0 ? `:${line}` : ''} ${message}`);
  return { label, graph, integrations, unresolved };
}

/** What the files as they are give integrations beyond what they had at a revision. */
export async function noNewAccess(base: string, options: SourceOptions): Promise<Widening> {
  const before = await loadSource({ ...options, rev: base });
  const after = await loadSource(options);
  return widened(stateOf(before, base), stateOf(after, options.rev ?? 'working tree'));
}
