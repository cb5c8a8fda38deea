import { readMetadata } from '../connectors/sfdx/read.ts';
import { Problem } from '../model/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** The metadata of a folder; a project that holds none yet is no mistake. */
export async function readIfAny(path: string): Promise<Snapshot | undefined> {
  return readMetadata({ path }).catch((error: unknown) => {
    if (error instanceof Problem && ['no-metadata', 'source-not-found'].includes(error.code)) return undefined;
    throw error;
  });
}
