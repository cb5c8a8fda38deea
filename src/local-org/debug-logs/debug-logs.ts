import type { ObjectType } from '../schema/object-type.ts';

/** Writes that automation reacts to. */
export type Operation = 'Insert' | 'Update' | 'Delete';

/** Debug logs of users who are traced. */
export interface DebugLogs {
  /** Notes a write; a log of what it sets off follows when the request is done. */
  wrote(userId: string, object: ObjectType, operation: Operation): void;
  /** Drops logs that are too old. */
  prune(): void;
  /** Tells of every new log, by its id. */
  onLog(listener: (id: string) => void): void;
}
