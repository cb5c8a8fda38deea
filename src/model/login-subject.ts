import type { AppState, GrantList } from './change.ts';
import type { Declaration } from './declaration.ts';

/** A declared integration as one org knows it: who logs in, with which app, and what it may reach. */
export interface LoginSubject {
  readonly name: string;
  readonly declaration: Declaration;
  readonly username: string;
  readonly app: AppState;
  readonly grants: GrantList;
}
