import type { OrgDesign } from '../model/declaration.ts';
import type { ImportedDeclaration } from '../plan/import-declaration.ts';
import type { SourceOptions } from './load-source.ts';

export interface ImportOptions extends SourceOptions {
  /** An integration, user, permission set or app. */
  readonly what: string;
  readonly name?: string | undefined;
  readonly owner?: string | undefined;
  readonly purpose?: string | undefined;
  readonly design: OrgDesign;
  readonly root: string;
  readonly folder: string;
}

export interface Imported {
  readonly file: string;
  readonly declaration: ImportedDeclaration;
  /** What a plan would still change; empty but for what no file can say. */
  readonly left: readonly string[];
}
