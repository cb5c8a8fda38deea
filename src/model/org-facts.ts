import type {
  ActivityWindow,
  ApiActivity,
  LoginActivity,
  SessionActivity,
  SetupChange,
  TokenActivity,
} from './activity.ts';
import type { Certificate, Licence, OrgIdentity, RecordCount } from './org.ts';
import type { PermissionDependency } from './permission-dependency.ts';

/** What only a live org knows. Empty lists in a tree of metadata, and coverage says so. */
export interface OrgFacts {
  readonly org: OrgIdentity | undefined;
  readonly licences: readonly Licence[];
  readonly logins: readonly LoginActivity[];
  readonly tokens: readonly TokenActivity[];
  /** Only when they were asked for. */
  readonly sessions: readonly SessionActivity[];
  readonly apiCalls: readonly ApiActivity[];
  /** One for each kind of behaviour that was looked at. */
  readonly windows: readonly ActivityWindow[];
  /** Newest first. */
  readonly setupChanges: readonly SetupChange[];
  readonly certificates: readonly Certificate[];
  readonly recordCounts: readonly RecordCount[];
  readonly permissionDependencies: readonly PermissionDependency[];
}

/** The org facts of a source that is no org. */
export const NO_ORG_FACTS: OrgFacts = {
  org: undefined,
  licences: [],
  logins: [],
  tokens: [],
  sessions: [],
  apiCalls: [],
  windows: [],
  setupChanges: [],
  certificates: [],
  recordCounts: [],
  permissionDependencies: [],
};
