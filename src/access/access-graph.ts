import type { Snapshot } from '../model/snapshot.ts';

/** The snapshot, indexed for questions about access. How it is represented is the secret of this folder. */
export interface AccessGraph {
  readonly snapshot: Snapshot;
}
