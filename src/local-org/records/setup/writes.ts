import type { StoredRow } from '../../store/store.ts';
import type { Actor } from '../actor.ts';

/** What the platform checks and does beside the write itself, when a record changes. */
export interface RecordRules {
  /** May complete the row. */
  readonly beforeInsert?: (actor: Actor, row: StoredRow) => StoredRow;
  readonly afterInsert?: (actor: Actor, row: StoredRow) => void;
  readonly beforeUpdate?: (actor: Actor, before: StoredRow, changes: StoredRow) => void;
  readonly afterUpdate?: (actor: Actor, before: StoredRow, after: StoredRow) => void;
  readonly beforeDelete?: (actor: Actor, row: StoredRow) => void;
  readonly afterDelete?: (actor: Actor, row: StoredRow) => void;
}
