import type { SetupEntityType } from './permission.ts';

/**
 * The entries of one kind in one container, as parallel columns in file order: row `i` names `names[ids[i]]` of the
 * snapshot. A row with bits `0` is listed and grants nothing (`readable=false`); what is not listed at all has no row.
 * Columns instead of objects keep two million field permissions within tens of megabytes.
 */
export interface GrantColumn {
  /** Index into `Snapshot.names`. */
  readonly ids: Uint32Array;
  /** `ObjectBits`, `FieldBits` or `ENABLED`, by the column's kind. */
  readonly bits: Uint8Array;
  /** 1-based line of each entry in its file: that of the child which names what is granted. */
  readonly lines: Uint32Array;
  /** Index into the container's `files`, when the container is decomposed over several; absent means `files[0]`. */
  readonly fileOf?: Uint16Array;
}

export interface Grants {
  readonly objects: GrantColumn;
  readonly fields: GrantColumn;
  readonly system: GrantColumn;
  /** Only the types that occur. */
  readonly setup: Readonly<Partial<Record<SetupEntityType, GrantColumn>>>;
}
