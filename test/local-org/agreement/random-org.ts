import fc from 'fast-check';

/** Objects of the org that is asked: standard and custom, a detail, one that follows its parent, settings, a metadata type. */
export const OBJECTS = ['Account', 'Ticket__c', 'Part__c', 'Opportunity', 'OpportunityLineItem'] as const;
export const OPENED_APART = ['Limits__c', 'Kind__mdt'] as const;
/** Objects that take an entry in `objectPermissions`. */
const GRANTED = ['Account', 'Ticket__c', 'Part__c', 'Opportunity'] as const;
export const FIELDS = [
  'Account.Phone',
  'Account.BillingAddress',
  'Ticket__c.Note__c',
  'Ticket__c.Sum__c',
  'Ticket__c.Number__c',
  'Part__c.Size__c',
  'OpportunityLineItem.Description',
] as const;
const MADE_BY_THE_ORG: ReadonlySet<string> = new Set(['Ticket__c.Sum__c', 'Ticket__c.Number__c']);
const SYSTEM = [
  'ApiEnabled',
  'CustomizeApplication',
  'ModifyAllData',
  'ViewAllCustomSettings',
  'ViewAllData',
  'ViewAllFieldsGlobal',
] as const;

export type Verb = 'read' | 'create' | 'edit' | 'delete' | 'viewAll' | 'modifyAll' | 'viewAllFields';
const VERBS: readonly Verb[] = ['read', 'create', 'edit', 'delete', 'viewAll', 'modifyAll', 'viewAllFields'];

/** Grants as a person would jot them down, so that the smallest org that disagrees reads at a glance. */
export interface Grants {
  readonly objects: Readonly<Record<string, readonly Verb[]>>;
  readonly fields: Readonly<Record<string, 'read' | 'edit'>>;
  readonly system: readonly string[];
  /** Custom settings and metadata types. */
  readonly opened: readonly string[];
}

export interface RandomAssignment {
  readonly which: number;
  readonly ends: 'never' | 'past' | 'future' | 'revoked';
}

export interface RandomOrg {
  readonly profile: Grants;
  readonly sets: readonly (Grants & { readonly session: boolean; readonly licensed: boolean })[];
  readonly muting: readonly Grants[];
  readonly groups: readonly {
    readonly members: readonly number[];
    readonly muting: readonly number[];
    readonly session: boolean;
  }[];
  readonly users: readonly {
    readonly profile: 'own' | 'empty' | 'api-only';
    readonly licensed: boolean;
    readonly sets: readonly RandomAssignment[];
    readonly groups: readonly RandomAssignment[];
  }[];
}

const some = <T>(values: readonly T[], maxLength: number) => fc.uniqueArray(fc.constantFrom(...values), { maxLength });

const grants: fc.Arbitrary<Grants> = fc.record({
  objects: fc.dictionary(fc.constantFrom(...GRANTED), some(VERBS, 4), { maxKeys: 4 }),
  fields: fc.dictionary(fc.constantFrom(...FIELDS), fc.constantFrom('read' as const, 'edit' as const), { maxKeys: 5 }),
  system: some(SYSTEM, 2),
  opened: some(OPENED_APART, 2),
});

const assignments = (count: number) =>
  fc.uniqueArray(
    fc.record({ which: fc.nat(count - 1), ends: fc.constantFrom('never', 'never', 'past', 'future', 'revoked') }),
    { maxLength: 3, selector: ({ which }) => which },
  ) as fc.Arbitrary<RandomAssignment[]>;

const SETS = 4;
const MUTING = 2;
const GROUPS = 2;

export const randomOrgs: fc.Arbitrary<RandomOrg> = fc.record({
  profile: grants,
  sets: fc.array(
    fc.record({ grants, session: mostlyNot(), licensed: mostlyNot() }).map(({ grants: held, ...rest }) => ({
      ...held,
      ...rest,
    })),
    { minLength: SETS, maxLength: SETS },
  ),
  muting: fc.array(grants, { minLength: MUTING, maxLength: MUTING }),
  groups: fc.array(
    fc.record({
      members: some([0, 1, 2, 3], 3),
      muting: some([0, 1], 2),
      session: mostlyNot(),
    }),
    { minLength: GROUPS, maxLength: GROUPS },
  ),
  users: fc.array(
    fc.record({
      profile: fc.constantFrom('own' as const, 'empty' as const, 'api-only' as const),
      licensed: fc.boolean(),
      sets: assignments(SETS),
      groups: assignments(GROUPS),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

function mostlyNot(): fc.Arbitrary<boolean> {
  return fc.nat(4).map((number) => number === 4);
}

/** What each verb needs beside it: an org refuses grants without, so they are added. */
const NEEDS: Readonly<Record<Verb, readonly Verb[]>> = {
  read: [],
  create: ['read'],
  edit: ['read'],
  delete: ['read', 'edit'],
  viewAll: ['read'],
  modifyAll: ['read', 'edit', 'delete', 'viewAll'],
  viewAllFields: ['read'],
};

function withNeeds({ objects, fields, ...rest }: Grants): Grants {
  const all = new Map(
    Object.entries(objects).map(([name, verbs]) => [
      name,
      [...new Set(verbs.flatMap((verb) => [verb, ...NEEDS[verb]]))],
    ]),
  );
  if ((all.get('Part__c') ?? []).length > 0)
    all.set('Ticket__c', [...new Set<Verb>([...(all.get('Ticket__c') ?? []), 'read'])]);
  const editable = Object.entries(fields).map(
    ([name, verb]) => [name, MADE_BY_THE_ORG.has(name) ? 'read' : verb] as const,
  );
  return { ...rest, objects: Object.fromEntries(all), fields: Object.fromEntries(editable) };
}

const TAGS: Readonly<Record<Verb, string>> = {
  read: 'allowRead',
  create: 'allowCreate',
  edit: 'allowEdit',
  delete: 'allowDelete',
  viewAll: 'viewAllRecords',
  modifyAll: 'modifyAllRecords',
  viewAllFields: 'viewAllFields',
};

function grantsXml(held: Grants): string {
  const objects = Object.entries(held.objects).map(([object, verbs]) => {
    const flags = verbs.map((verb) => `<${TAGS[verb]}>true</${TAGS[verb]}>`).join('');
    return `<objectPermissions><object>${object}</object>${flags}</objectPermissions>`;
  });
  const fields = Object.entries(held.fields).map(
    ([field, verb]) =>
      `<fieldPermissions><field>${field}</field><readable>true</readable><editable>${verb === 'edit'}</editable></fieldPermissions>`,
  );
  const system = held.system.map(
    (name) => `<userPermissions><name>${name}</name><enabled>true</enabled></userPermissions>`,
  );
  const opened = held.opened.map((name) => {
    const tag = name.endsWith('__mdt') ? 'customMetadataTypeAccesses' : 'customSettingAccesses';
    return `<${tag}><name>${name}</name><enabled>true</enabled></${tag}>`;
  });
  return [...objects, ...fields, ...system, ...opened].join('');
}

/** In a muting set what is named is taken away: an entry for editing alone leaves the reading. */
function mutingXml(held: Grants): string {
  return grantsXml({ ...held, fields: {} }).concat(
    ...Object.entries(held.fields).map(
      ([field, verb]) =>
        `<fieldPermissions><field>${field}</field><readable>${verb === 'read'}</readable><editable>true</editable></fieldPermissions>`,
    ),
  );
}

const LICENCE = '<license>Salesforce API Integration</license>';
const flag = (name: string, value: boolean) => `<${name}>${value}</${name}>`;

/** The containers of an org as files to deploy, their names with a prefix of their own. */
export function filesOf(org: RandomOrg, prefix: string): ReadonlyMap<string, string> {
  const root = (type: string, inside: string) =>
    `<${type} xmlns="http://soap.sforce.com/2006/04/metadata">${inside}</${type}>`;
  const files = new Map<string, string>();
  const profile = `<custom>true</custom><userLicense>Salesforce</userLicense>${grantsXml(withNeeds(org.profile))}`;
  files.set(`profiles/${prefix}Profile.profile`, root('Profile', profile));
  for (const [at, set] of org.sets.entries()) {
    const inside = `<label>S</label>${flag('hasActivationRequired', set.session)}${set.licensed ? LICENCE : ''}`;
    files.set(
      `permissionsets/${prefix}Set${at}.permissionset`,
      root('PermissionSet', `${inside}${grantsXml(withNeeds(set))}`),
    );
  }
  for (const [at, muting] of org.muting.entries()) {
    const inside = `<label>M</label>${mutingXml(muting)}`;
    files.set(`mutingpermissionsets/${prefix}Muting${at}.mutingpermissionset`, root('MutingPermissionSet', inside));
  }
  for (const [at, group] of org.groups.entries()) {
    const members = group.members.map((member) => `<permissionSets>${prefix}Set${member}</permissionSets>`);
    const muting = group.muting.map(
      (member) => `<mutingPermissionSets>${prefix}Muting${member}</mutingPermissionSets>`,
    );
    const inside = `<label>G</label>${flag('hasActivationRequired', group.session)}${[...members, ...muting].join('')}`;
    files.set(`permissionsetgroups/${prefix}Group${at}.permissionsetgroup`, root('PermissionSetGroup', inside));
  }
  files.set('package.xml', root('Package', '<version>68.0</version>'));
  return files;
}

/** The objects that the requests are about. */
export const SCHEMA: ReadonlyMap<string, string> = new Map([
  ['package.xml', '<Package xmlns="http://soap.sforce.com/2006/04/metadata"><version>68.0</version></Package>'],
  [
    'objects/Ticket__c.object',
    `<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Ticket</label><sharingModel>Private</sharingModel>
      <fields><fullName>Note__c</fullName><type>Text</type><length>80</length><label>Note</label></fields>
      <fields><fullName>Must__c</fullName><type>Text</type><length>80</length><label>Must</label><required>true</required></fields>
      <fields><fullName>Sum__c</fullName><type>Number</type><formula>1 + 1</formula><label>Sum</label></fields>
      <fields><fullName>Number__c</fullName><type>AutoNumber</type><label>Number</label></fields></CustomObject>`,
  ],
  [
    'objects/Part__c.object',
    `<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Part</label><sharingModel>ControlledByParent</sharingModel>
      <fields><fullName>Size__c</fullName><type>Text</type><length>80</length><label>Size</label></fields>
      <fields><fullName>Ticket__c</fullName><type>MasterDetail</type><referenceTo>Ticket__c</referenceTo>
        <relationshipName>Parts</relationshipName><label>Ticket</label></fields></CustomObject>`,
  ],
  [
    'objects/Limits__c.object',
    '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Limits</label><customSettingsType>Hierarchy</customSettingsType></CustomObject>',
  ],
  [
    'objects/Kind__mdt.object',
    '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Kind</label></CustomObject>',
  ],
]);
