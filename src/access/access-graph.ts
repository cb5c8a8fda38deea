import type { Container, PermissionSetGroup } from '../model/container.ts';
import type { FieldDefinition } from '../model/schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Assignment, User } from '../model/user.ts';
import type { GrantTable, RowUnion } from './grant-table.ts';

/**
 * The snapshot, indexed for questions about access. Only this folder looks inside: to everybody else it is a value to
 * hand over with the next question.
 */
export interface AccessGraph {
  readonly snapshot: Snapshot;
  /** ISO date of the run: assignments that ended before it grant nothing. */
  readonly today: string;
  readonly nameIds: ReadonlyMap<string, number>;
  readonly containers: ReadonlyMap<string, Container>;
  readonly groups: ReadonlyMap<string, PermissionSetGroup>;
  readonly users: ReadonlyMap<string, User>;
  /** More than one container under a name means that the tree holds the set more than once. */
  readonly setsByName: ReadonlyMap<string, readonly Container[]>;
  readonly mutingSetsByName: ReadonlyMap<string, readonly Container[]>;
  readonly profilesByName: ReadonlyMap<string, readonly Container[]>;
  readonly groupsByName: ReadonlyMap<string, readonly PermissionSetGroup[]>;
  readonly assignmentsByUsername: ReadonlyMap<string, readonly Assignment[]>;
  /** Names of custom settings, as far as the source defines them. */
  readonly customSettings: ReadonlySet<string>;
  readonly fieldDefinitions: ReadonlyMap<string, FieldDefinition>;
  /** Working memory of the engine; answers never depend on what is in it. */
  readonly memory: Memory;
}

export interface Memory {
  readonly union: RowUnion;
  readonly containerTables: Map<string, GrantTable>;
  readonly groupTables: Map<string, GrantTable>;
  /** By the list of what was united: people with the same sets share one table. Emptied when it grows beyond its budget. */
  readonly unionTables: Map<string, GrantTable>;
  /** Rows that `unionTables` holds, five bytes each. */
  unionRows: number;
}
