import type { Container } from '../../src/model/container.ts';
import { FACT_FAMILIES, type FamilyCoverage } from '../../src/model/coverage.ts';
import type { GrantColumn } from '../../src/model/grants.ts';
import { NO_ORG_FACTS } from '../../src/model/org-facts.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { Assignment, User } from '../../src/model/user.ts';

export interface OrgSize {
  readonly users: number;
  readonly sets: number;
  /** Distinct object, field and system permissions together. */
  readonly permissions: number;
  /** Rows in one set, at most. */
  readonly rowsPerSet: number;
  readonly setsPerUser: number;
}

/** Always the same numbers: a benchmark that is not repeatable measures nothing (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const EMPTY: GrantColumn = { ids: new Uint32Array(0), bits: new Uint8Array(0), lines: new Uint32Array(0) };

function column(count: number, pick: () => number, bits: () => number): GrantColumn {
  const ids = new Uint32Array(count);
  const values = new Uint8Array(count);
  const lines = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    ids[row] = pick();
    values[row] = bits();
    lines[row] = row + 1;
  }
  return { ids, bits: values, lines };
}

/** An org of the given size: fields are nine tenths of its permissions, people hold a handful of sets each. */
export function generateOrg(size: OrgSize): Snapshot {
  const random = generator(7);
  const below = (limit: number): number => Math.floor(random() * limit);
  const objects = Math.floor(size.permissions / 20);
  const system = 500;
  const fields = size.permissions - objects - system;
  const names = [
    ...Array.from({ length: objects }, (_, at) => `Object_${at}__c`),
    ...Array.from({ length: fields }, (_, at) => `Object_${at % objects}__c.Field_${at}__c`),
    ...Array.from({ length: system }, (_, at) => `Permission${at}`),
  ];
  const container = (kind: Container['kind'], name: string): Container => {
    const rows = Math.floor(size.rowsPerSet * (0.2 + 0.8 * random()));
    return {
      id: `${kind}:${name}`,
      kind,
      name,
      label: name,
      description: '',
      license: '',
      custom: true,
      activationRequired: false,
      namespace: '',
      files: [`${name}.xml`],
      grants: {
        objects: column(
          Math.ceil(rows / 20),
          () => below(objects),
          () => 1 + below(127),
        ),
        fields: column(
          rows,
          () => objects + below(fields),
          () => 1 + below(3),
        ),
        system:
          kind === 'profile'
            ? EMPTY
            : column(
                5,
                () => objects + fields + below(system),
                () => 1,
              ),
        setup: {},
      },
      loginIpRanges: [],
      loginHours: undefined,
    };
  };
  const origin = { path: 'users.json', line: 1 };
  const users = Array.from(
    { length: size.users },
    (_, at): User => ({
      id: `user:u${at}`,
      username: `u${at}`,
      name: `u${at}`,
      email: '',
      active: true,
      frozen: false,
      profile: 'Everybody',
      license: undefined,
      permissionSetLicenses: [],
      recordId: undefined,
      type: undefined,
      role: undefined,
      created: undefined,
      lastLogin: undefined,
      origin,
    }),
  );
  const assignments = users.flatMap(({ username }) =>
    Array.from({ length: size.setsPerUser }, (): Assignment => {
      const name = `Set_${below(size.sets)}`;
      return { username, target: { kind: 'permission-set', name }, expires: undefined, ended: undefined, origin };
    }),
  );
  const read: FamilyCoverage = { state: 'read', reason: '' };
  return {
    source: { kind: 'org', label: 'generated', filesRead: 0, bytesRead: 0 },
    names,
    containers: [
      container('profile', 'Everybody'),
      ...Array.from({ length: size.sets }, (_, at) => container('permission-set', `Set_${at}`)),
    ],
    groups: [],
    users,
    assignments,
    connectedApps: [],
    externalClientApps: [],
    objects: [],
    fields: [],
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
