import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenOrg } from '../open-org.ts';
import { openToAdministrators } from './administrators.ts';
import { loadTree } from './load-tree.ts';
import { createTold, type Loaded } from './loaded.ts';
import { DAY, type Loading } from './people.ts';
import { applyContent, applyGround, checkedSeed, parseSeed } from './seed-file.ts';
import type { Seed } from './seed-schema.ts';
import { leaveTraces } from './traces.ts';

export interface Source {
  /** Metadata: an SFDX project, a metadata folder or a zip. */
  readonly tree?: string | undefined;
  /** Seed file; the `local-org.json` of the tree when absent. */
  readonly seedFile?: string | undefined;
  /** A seed as a value, in the place of a file. */
  readonly seed?: Seed | undefined;
  /** Name of the organisation, in the place of the one that a seed gives. */
  readonly name?: string | undefined;
}

/**
 * Fills a new org. Everything is loaded while its clock stands at the day on which the org was made, and nothing of that
 * is in the audit trail; then come the traces of what happened since.
 *
 * @throws Error when the seed file cannot be read or is wrong
 */
export function loadSource(org: OpenOrg, source: Source): Loaded {
  const { tree } = source;
  const seed = readSeed(source);
  const told = createTold();
  const { offset } = org.clock;
  const loading: Loading = { org, told, seated: new Set(Object.keys(seed.seats ?? {})), today: org.now().getTime() };
  org.store.transaction(() => {
    org.clock.offset = offset - (seed.ageDays ?? 0) * DAY;
    try {
      applyGround(loading, seed);
      if (tree !== undefined) loadTree(loading, tree);
      applyContent(loading, seed);
      openToAdministrators(org);
    } finally {
      org.clock.offset = offset;
    }
    org.store.all('DELETE FROM "SetupAuditTrail"');
    leaveTraces(loading, seed);
  });
  return told.loaded();
}

function readSeed({ name, ...source }: Source): Seed {
  const seed = seedOf(source);
  return name === undefined ? seed : { ...seed, organization: { ...seed.organization, name } };
}

function seedOf({ tree, seedFile, seed }: Source): Seed {
  if (seed) return checkedSeed(seed, 'seed');
  const inside = tree === undefined ? undefined : join(tree, 'local-org.json');
  const file = seedFile ?? (inside !== undefined && existsSync(inside) ? inside : undefined);
  return file === undefined ? {} : parseSeed(readFileSync(file, 'utf8'), file);
}
