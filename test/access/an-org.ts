import type { Container, ContainerKind, PermissionSetGroup } from '../../src/model/container.ts';
import { FACT_FAMILIES, type FamilyCoverage } from '../../src/model/coverage.ts';
import type { GrantColumn } from '../../src/model/grants.ts';
import { NO_ORG_FACTS } from '../../src/model/org-facts.ts';
import { ENABLED, FieldBits, type FieldVerb, ObjectBits, type ObjectVerb } from '../../src/model/permission.ts';
import type { FieldDefinition } from '../../src/model/schema.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { Assignment, User } from '../../src/model/user.ts';

/** An org as a person would jot it down: grants are `Account:read`, `Account.Phone:edit`, `ModifyAllData`. */
export interface OrgSketch {
  readonly profiles?: readonly HolderSketch[];
  readonly sets?: readonly HolderSketch[];
  readonly muting?: readonly HolderSketch[];
  readonly groups?: readonly GroupSketch[];
  readonly users?: readonly UserSketch[];
  readonly fields?: readonly FieldSketch[];
}

export interface HolderSketch {
  readonly name: string;
  readonly grants: readonly string[];
  /** Entries that say `false`. */
  readonly listed?: readonly string[];
  readonly session?: boolean;
}

export interface GroupSketch {
  readonly name: string;
  readonly members: readonly string[];
  readonly muting?: readonly string[];
  readonly session?: boolean;
}

export interface UserSketch {
  readonly username: string;
  readonly profile?: string;
  readonly frozen?: boolean;
  readonly sets?: readonly AssignmentSketch[];
  readonly groups?: readonly AssignmentSketch[];
}

export interface AssignmentSketch {
  readonly name: string;
  readonly expires?: string;
  readonly ended?: 'expired' | 'revoked';
}

export interface FieldSketch {
  readonly name: string;
  readonly kind: 'plain' | 'required' | 'formula' | 'master-detail';
}

interface Row {
  readonly id: number;
  readonly bits: number;
}

function isSystem(grant: string): boolean {
  return !grant.includes(':');
}

function columnOf(rows: readonly Row[]): GrantColumn {
  return {
    ids: Uint32Array.from(rows, ({ id }) => id),
    bits: Uint8Array.from(rows, ({ bits }) => bits),
    lines: Uint32Array.from(rows, (_, index) => index + 1),
  };
}

function bitOf(grant: string): number {
  const [target = '', verb = ''] = grant.split(':');
  if (isSystem(grant)) return ENABLED;
  return target.includes('.') ? FieldBits[verb as FieldVerb] : ObjectBits[verb as ObjectVerb];
}

function container(kind: ContainerKind, sketch: HolderSketch, idOf: (name: string) => number): Container {
  const rows = (wanted: (grant: string) => boolean): Row[] => [
    ...sketch.grants.filter(wanted).map((grant) => ({ id: idOf(grant.split(':')[0] ?? ''), bits: bitOf(grant) })),
    ...(sketch.listed ?? []).filter(wanted).map((grant) => ({ id: idOf(grant.split(':')[0] ?? ''), bits: 0 })),
  ];
  return {
    id: `${kind}:${sketch.name}`,
    kind,
    name: sketch.name,
    label: sketch.name,
    description: '',
    license: '',
    custom: undefined,
    activationRequired: sketch.session ?? false,
    namespace: '',
    files: [`${kind}/${sketch.name}.xml`],
    grants: {
      objects: columnOf(rows((grant) => !isSystem(grant) && !grant.includes('.'))),
      fields: columnOf(rows((grant) => !isSystem(grant) && grant.includes('.'))),
      system: columnOf(rows(isSystem)),
      setup: {},
    },
    loginIpRanges: [],
    loginHours: undefined,
  };
}

function group(sketch: GroupSketch): PermissionSetGroup {
  const origin = { path: `groups/${sketch.name}.xml`, line: 1 };
  return {
    id: `group:${sketch.name}`,
    name: sketch.name,
    label: sketch.name,
    description: '',
    activationRequired: sketch.session ?? false,
    status: undefined,
    namespace: '',
    members: sketch.members.map((name) => ({ name, origin })),
    mutingSets: (sketch.muting ?? []).map((name) => ({ name, origin })),
    origin,
  };
}

function user({ username, profile, frozen = false }: UserSketch): User {
  return {
    id: `user:${username}`,
    username,
    name: username,
    email: '',
    active: true,
    frozen,
    profile,
    license: undefined,
    permissionSetLicenses: [],
    recordId: undefined,
    type: undefined,
    role: undefined,
    created: undefined,
    lastLogin: undefined,
    origin: { path: `users/${username}.json`, line: 1 },
  };
}

function assignments({ username, sets = [], groups = [] }: UserSketch): readonly Assignment[] {
  const origin = { path: `users/${username}.json`, line: 2 };
  const to = (kind: Assignment['target']['kind']) => (sketch: AssignmentSketch) => ({
    username,
    target: { kind, name: sketch.name },
    expires: sketch.expires,
    ended: sketch.ended,
    origin,
  });
  return [...sets.map(to('permission-set')), ...groups.map(to('group'))];
}

function field({ name, kind }: FieldSketch): FieldDefinition {
  return {
    name,
    label: name,
    type: kind === 'master-detail' ? 'MasterDetail' : 'Text',
    required: kind === 'required',
    formula: kind === 'formula',
    referenceTo: [],
    securityClassification: undefined,
    complianceGroups: [],
    encrypted: false,
    origin: { path: `fields/${name}.xml`, line: 1 },
  };
}

/** The snapshot that reading such an org would give. */
export function anOrg(sketch: OrgSketch): Snapshot {
  const names: string[] = [];
  const ids = new Map<string, number>();
  const idOf = (name: string): number => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    ids.set(name, names.length);
    return names.push(name) - 1;
  };
  const read: FamilyCoverage = { state: 'read', reason: '' };
  return {
    source: { kind: 'sfdx', label: 'sketch', filesRead: 0, bytesRead: 0 },
    names,
    containers: [
      ...(sketch.profiles ?? []).map((one) => container('profile', one, idOf)),
      ...(sketch.sets ?? []).map((one) => container('permission-set', one, idOf)),
      ...(sketch.muting ?? []).map((one) => container('muting-permission-set', one, idOf)),
    ],
    groups: (sketch.groups ?? []).map(group),
    users: (sketch.users ?? []).map(user),
    assignments: (sketch.users ?? []).flatMap(assignments),
    connectedApps: [],
    externalClientApps: [],
    objects: [],
    fields: (sketch.fields ?? []).map(field),
    customPermissions: [],
    credentialPrincipals: [],
    profileSessionSettings: [],
    userAccessPolicies: [],
    settings: [],
    secrets: [],
    ...NO_ORG_FACTS,
    coverage: Object.fromEntries(FACT_FAMILIES.map((family) => [family, read])) as Snapshot['coverage'],
    diagnostics: [],
  };
}
