import type { GrantPath, Holder } from '../model/answer.ts';
import type { Integration } from '../model/integration.ts';
import type { AccessGraph } from './access-graph.ts';
import { entryOrigin, passesOn } from './entries.ts';
import { type GrantSource, type Sources, sourcesOf, sourcesOfIntegration } from './grant-sources.ts';
import type { Clause } from './requirements.ts';

/** One path with what could be undone on it. */
export interface ExplainedPath {
  readonly path: GrantPath;
  readonly source: GrantSource;
}

export function sourcesOfHolder(graph: AccessGraph, holder: Holder, integrations: readonly Integration[]): Sources {
  const integration = holder.kind === 'integration' ? integrations.find(({ name }) => name === holder.id) : undefined;
  return integration ? sourcesOfIntegration(graph, integration) : sourcesOf(graph, holder);
}

/** Every way by which sources that count today meet a clause. */
export function pathsOf(graph: AccessGraph, sources: readonly GrantSource[], clause: Clause): readonly ExplainedPath[] {
  return sources
    .filter(({ state }) => state === 'active')
    .flatMap((source) =>
      clause.openers
        .filter(({ permission }) => passesOn(graph, source, permission))
        .map(({ permission, kind }) => {
          const origin = entryOrigin(graph, source.container, permission) ?? { path: '', line: 0 };
          const at = { path: origin.path, line: origin.line };
          return { source, path: { permission, kind, steps: source.steps, origin: at, opens: clause.about } };
        }),
    );
}
