import type { Origin } from './origin.ts';

export type Confidence = 'certain' | 'likely' | 'possible';

/**
 * An external application that talks to Salesforce, declared or discovered: the things that belong together. In a tree
 * without users it may be only a permission set and an app; each part says by what evidence it belongs.
 */
export interface Integration {
  /** Kebab-case, unique: `erp-orders`. */
  readonly name: string;
  readonly label: string;
  /** `salesforce` and `package`: shipped, not the admin's to change: a class of their own, never more than informational. */
  readonly class: 'own' | 'salesforce' | 'package';
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  /** Usernames. */
  readonly users: readonly string[];
  /** Container ids of its profiles. */
  readonly profiles: readonly string[];
  /** Container ids. */
  readonly permissionSets: readonly string[];
  /** Group ids. */
  readonly groups: readonly string[];
  /** Ids of connected apps and external client apps. */
  readonly apps: readonly string[];
  readonly owner: string | undefined;
  /** Those of its users who are people as well: somebody works in the user interface as them. Only an org tells. */
  readonly people?: readonly string[];
  /** Whom to ask when no owner is named: `erp@acme.example (contact of app "ERP")`. */
  readonly ownerHints?: readonly string[];
}

export interface Evidence {
  /** `licence`, `api-only`, `run-as`, `pre-authorised`, `app`, `name`, `label`, `description`, `username`, `works-as`, `declared`. */
  readonly signal: string;
  /** In words: `label "ERP Integration" says integration`. */
  readonly text: string;
  readonly origin: Origin | undefined;
}
