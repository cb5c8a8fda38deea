import type { DeclaredReplacement } from './declaration.ts';

/** A file that was written for an integration that works beside what it replaces. */
export interface Expansion {
  readonly name: string;
  /** As people see it from where they stand. */
  readonly file: string;
  /** As tokens and logs name it; empty when it logs in with a password. */
  readonly application: string;
  /** How we know that it uses the old account. */
  readonly evidence: readonly string[];
  readonly replaces: DeclaredReplacement;
  readonly flow: 'client-credentials' | 'jwt-bearer' | undefined;
  /** From what its access was derived. */
  readonly from: 'use' | 'grants' | 'nothing' | 'declared';
  readonly objects: readonly string[];
  readonly notes: readonly string[];
  /** Addresses that it came from. */
  readonly addresses: readonly string[];
}
