import type { AccessGraph } from '../access/access-graph.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Draft } from './draft.ts';
import type { PartsIndex } from './parts-index.ts';
import type { Uses } from './uses.ts';

/** What the stages hand on: the drafts so far, and what they look things up in. */
export interface Discovery {
  readonly snapshot: Snapshot;
  readonly graph: AccessGraph;
  readonly index: PartsIndex;
  readonly uses: Uses;
  readonly drafts: Draft[];
  readonly excluded: (...names: readonly string[]) => boolean;
}
