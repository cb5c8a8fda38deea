import type { DeclaredAccess, DeclaredReplacement } from '../model/declaration.ts';
import type { Expansion } from '../model/expansion.ts';

/** What an application is to get beside what it has now. */
export interface Wanted {
  readonly name: string;
  readonly label: string;
  readonly purpose: string;
  readonly owner: string;
  readonly access: DeclaredAccess;
  readonly replaces: DeclaredReplacement;
  /** Username that it keeps: only its set is new. */
  readonly keepsUser: string | undefined;
  readonly keepsProfile: string | undefined;
  readonly keepsSets: readonly string[];
  readonly told: Omit<Expansion, 'name' | 'file' | 'replaces' | 'flow' | 'objects'>;
}

/** What somebody who asked for it said. */
export interface Said {
  readonly owner: string;
  /** ISO date. */
  readonly today: string;
}

/** `Nightly Loader` is `nightly-loader`. */
export function kebabName(text: string): string {
  const words = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const name = words?.join('-') ?? 'integration';
  return /^[a-z]/.test(name) ? name : `app-${name}`;
}

/** `Nightly Loader` for `nightly-loader`. */
export function labelOf(name: string): string {
  return name.replaceAll('-', ' ').replaceAll(/\b\w/g, (letter) => letter.toUpperCase());
}
