import { stat } from 'node:fs/promises';
import type { SourceOptions } from './load-source.ts';

/** What a person means by one side of a comparison: where to look, and whom to look at; everybody when no one is named. */
export interface ComparisonSide {
  /** As it was typed. */
  readonly label: string;
  /** What differs from the source that the command was given. */
  readonly place: Partial<Pick<SourceOptions, 'path' | 'rev' | 'targetOrg'>>;
  readonly name: string | undefined;
}

const KINDS = /^(integration|user|group|set|permission-set|profile|muting-permission-set)$/;
const ORG = /^org:([^:]+)(?::(.+))?$/s;

/**
 * `ERP_Orders` is a name in the source at hand, `HEAD~1:ERP_Orders` at a revision, `org:prod:ERP_Orders` in an org,
 * `prod.json.gz:ERP_Orders` in a saved snapshot or a tree; `HEAD~1:`, `org:prod`, a path mean everything there. A colon after
 * a kind (`profile:Admin`) is part of the name.
 */
export async function comparisonSide(label: string): Promise<ComparisonSide> {
  const [, targetOrg, inOrg] = ORG.exec(label) ?? [];
  if (targetOrg !== undefined) return { label, place: { targetOrg, rev: undefined }, name: inOrg };
  if (await isThere(label)) return { label, place: inFiles(label), name: undefined };
  const [, where, name] = /^([^:]+):(.*)$/s.exec(label) ?? [];
  if (where === undefined || name === undefined || KINDS.test(where)) return { label, place: {}, name: label };
  const place = (await isThere(where)) ? inFiles(where) : { rev: where, targetOrg: undefined };
  return { label, place, name: name === '' ? undefined : name };
}

function inFiles(path: string): ComparisonSide['place'] {
  return { path, rev: undefined, targetOrg: undefined };
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
