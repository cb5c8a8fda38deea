import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenOrg } from '../open-org.ts';
import { type Loaded, loadTree } from './load-tree.ts';
import { applySeed, parseSeed } from './seed-file.ts';

/** Orgs that come with Leastwise: one as it should be, one as one meets it. */
export const EXAMPLES = ['clean', 'messy'] as const;
export type Example = (typeof EXAMPLES)[number];

/** The examples lie beside `src` and `lib`, in the repository and in the package. */
export function exampleFolder(example: Example): string {
  return join(import.meta.dirname, '..', '..', '..', 'examples', `${example}-org`);
}

/** Loads a tree with the seed file that lies in it, `local-org.json`, or another. */
export function loadSource(org: OpenOrg, folder: string | undefined, seedFile: string | undefined): Loaded {
  const inside = folder === undefined ? undefined : join(folder, 'local-org.json');
  const file = seedFile ?? (inside !== undefined && existsSync(inside) ? inside : undefined);
  const seed = file === undefined ? undefined : parseSeed(readFileSync(file, 'utf8'), file);
  // Seats first: users of the tree take them.
  const early = seed?.seats ? applySeed(org, { seats: seed.seats }) : [];
  const loaded = folder === undefined ? { components: 0, users: 0, problems: [] } : loadTree(org, folder);
  const late = seed ? applySeed(org, { ...seed, seats: undefined }) : [];
  return {
    ...loaded,
    users: loaded.users + (seed?.users?.length ?? 0),
    problems: [...early, ...loaded.problems, ...late],
  };
}
