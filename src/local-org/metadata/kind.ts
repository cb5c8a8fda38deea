import type { Org } from '../org.ts';
import type { XmlNode } from './xml-node.ts';

/** What one component did or why it did not. Source: DeployMessage (facts 7.2). */
export interface Written {
  readonly created: boolean;
  readonly changed: boolean;
}

export interface WriteOptions {
  /** References that lead nowhere are left out instead of refused: for trees that are parts of an org. */
  readonly lenient: boolean;
  /** Body of a component that has one beside its `-meta.xml`: Apex, pages, resources. */
  readonly body?: string;
  /** Told of what was left out. */
  readonly warn: (problem: string) => void;
  /** Told of standard objects and fields that were made because the component names them. */
  readonly presume?: ((name: string) => void) | undefined;
  /** Who deploys; the administrator when the org seeds itself. */
  readonly userId: string;
}

/** A type of metadata: where its files lie, and how they become records and come back. */
export interface MetadataKind {
  readonly type: string;
  readonly folder: string;
  readonly suffix: string;
  /** The XML lies beside the body, in `<file>-meta.xml`. */
  readonly hasBody?: boolean;
  readonly childTypes?: readonly string[];
  list(org: Org): readonly string[];
  read(org: Org, fullName: string, retrieved: Retrieved): XmlNode | undefined;
  /** Body of a component that has one. */
  body?(org: Org, fullName: string): string | undefined;
  /** @throws ComponentError when the component cannot be written */
  write(org: Org, fullName: string, xml: XmlNode, options: WriteOptions): Written;
  remove(org: Org, fullName: string): boolean;
}

/** What else a retrieve asks for: profiles show only permissions on that. */
export interface Retrieved {
  /** `undefined`: everything, as `readMetadata` does. */
  has(type: string, fullName: string): boolean;
}

/** Why a component cannot be deployed, in the words of Salesforce (facts 7.3). */
export function componentProblem(problem: string): Error {
  const error = new Error(problem);
  error.name = 'ComponentProblem';
  return error;
}

export function isComponentProblem(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ComponentProblem';
}
