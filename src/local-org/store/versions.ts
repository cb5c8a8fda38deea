import type { ObjectType } from '../schema/object-type.ts';

/** Counts what changes, so that whoever keeps what follows from it can tell when that is stale. */
export interface Versions {
  /** Of all tables of kind `setup`. */
  readonly setup: number;
  /** Of some of them. */
  of(tables: readonly string[]): number;
  /** How often something was undone: temporary tables may have lost rows then, or be gone. */
  readonly undoings: number;
  written(object: ObjectType): void;
  /** Something was undone that began at a version: where no set-up record was written, all is as it was. */
  undone(began: number): void;
  /** Anything may have changed. */
  all(): void;
}

export function createVersions(): Versions {
  const tables = new Map<string, number>();
  let setup = 0;
  let everything = 0;
  let undoings = 0;
  const all = (): void => {
    setup += 1;
    everything += 1;
  };
  return {
    get setup() {
      return setup;
    },
    get undoings() {
      return undoings;
    },
    of: (names) => names.reduce((sum, name) => sum + (tables.get(name) ?? 0), everything),
    written: ({ kind, name }) => {
      if (kind !== 'setup') return;
      setup += 1;
      tables.set(name, (tables.get(name) ?? 0) + 1);
    },
    undone: (began) => {
      undoings += 1;
      if (setup !== began) all();
    },
    all,
  };
}
