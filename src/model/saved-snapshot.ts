import type { NamedIntegration } from './settings.ts';
import type { Snapshot } from './snapshot.ts';

/** A snapshot as it is kept in a file, so that it can be asked again, compared and shared without its source. */
export interface SavedSnapshot {
  readonly snapshot: Snapshot;
  /** ISO instant. */
  readonly savedAt: string;
  /** Version of Leastwise that wrote it. */
  readonly writtenBy: string;
  /** Names were replaced: nobody who has the file alone can tell what they were. */
  readonly pseudonyms: boolean;
  /** The integrations that were found before their names were replaced; empty where names can speak for themselves. */
  readonly integrations: readonly NamedIntegration[];
}
