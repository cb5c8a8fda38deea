/**
 * Requests that an org answers only to holders of certain system permissions, and that change nothing: how to try whether a
 * user holds one without asking what it holds. Only requests whose need stands in the reference are here; what an org answers
 * to the others is mostly from memory (facts 1.7, "setup object"), so several codes count as a refusal.
 *
 * Source: "Special access rules" of the Object Reference and the Tooling reference (facts 3.1 to 3.4); Metadata guide (facts 7.2).
 */
export interface SystemPermissionProbe {
  /** `read the audit trail of Setup`: the end of a sentence about the user. */
  readonly what: string;
  /** Any one of these opens it. */
  readonly opens: readonly string[];
  readonly request:
    | { readonly kind: 'query' | 'tooling-query'; readonly soql: string }
    /** Below the version. */
    | { readonly kind: 'get'; readonly path: string }
    /** A record without a value: refused for want of permission, or for want of values. It is taken back whatever comes. */
    | { readonly kind: 'create'; readonly object: string };
  /** Errors that come only after permissions were looked at. */
  readonly past: readonly string[];
}

const ALL_DATA = ['ModifyAllData'] as const;
/** An id that no record has. */
const NO_RECORD = '000000000000000AAA';

export const SYSTEM_PERMISSION_PROBES: readonly SystemPermissionProbe[] = [
  {
    what: 'read who was granted what in Setup',
    opens: ['ViewSetup', ...ALL_DATA],
    request: { kind: 'query', soql: 'SELECT Id FROM ObjectPermissions LIMIT 1' },
    past: [],
  },
  {
    what: 'read the audit trail of Setup',
    opens: ['ViewSetup', 'ViewSetupAuditTrail'],
    request: { kind: 'query', soql: 'SELECT Id FROM SetupAuditTrail LIMIT 1' },
    past: [],
  },
  {
    what: 'read when who logged in',
    opens: ['MonitorLoginHistory', 'ManageUsers'],
    request: { kind: 'query', soql: 'SELECT Id FROM LoginHistory LIMIT 1' },
    past: [],
  },
  {
    what: 'read event log files',
    opens: ['ViewEventLogFiles', 'ViewAllData', ...ALL_DATA],
    request: { kind: 'query', soql: 'SELECT Id FROM EventLogFile LIMIT 1' },
    past: [],
  },
  {
    what: 'read the source of Apex by the Tooling API',
    opens: ['ViewSetup', 'AuthorApex', ...ALL_DATA],
    request: { kind: 'tooling-query', soql: 'SELECT Id FROM ApexClass LIMIT 1' },
    past: [],
  },
  {
    what: 'run Apex of its own by the Tooling API',
    opens: ['AuthorApex'],
    // Nothing to be run: only whether it may is answered.
    request: { kind: 'get', path: '/tooling/executeAnonymous?anonymousBody=' },
    past: [],
  },
  {
    what: 'use the Metadata API',
    opens: ['ModifyMetadata', ...ALL_DATA],
    request: { kind: 'get', path: `/metadata/deployRequest/${NO_RECORD}` },
    past: ['NOT_FOUND', 'INVALID_ID_FIELD', 'MALFORMED_ID', 'INVALID_CROSS_REFERENCE_KEY'],
  },
  {
    what: 'make users',
    opens: ['ManageUsers', 'ManageInternalUsers'],
    request: { kind: 'create', object: 'User' },
    past: ['REQUIRED_FIELD_MISSING'],
  },
  {
    what: 'make permission sets',
    opens: ['ManageProfilesPermissionsets'],
    request: { kind: 'create', object: 'PermissionSet' },
    past: ['REQUIRED_FIELD_MISSING'],
  },
  {
    what: 'assign permission sets',
    opens: ['AssignPermissionSets', 'ManageUsers'],
    request: { kind: 'create', object: 'PermissionSetAssignment' },
    past: ['REQUIRED_FIELD_MISSING'],
  },
];
