import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a tree of metadata as large as the largest real one known (542 permission files, 438 MB, 1.67 million field
 * entries, files of up to 2.9 MB): element order, indentation and children as Salesforce retrieves them. The same
 * `files` give the same bytes.
 *
 *     node bench/reading/generate-tree.ts <folder> [files]
 */
export interface GeneratedTree {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  readonly fieldEntries: number;
}

type Random = () => number;

interface Schema {
  readonly objects: readonly { readonly name: string; readonly fields: readonly string[] }[];
  readonly classes: readonly string[];
  readonly pages: readonly string[];
  readonly layouts: readonly { readonly layout: string; readonly recordType: string }[];
  readonly tabs: readonly string[];
  readonly flows: readonly string[];
}

const STANDARD = [
  'Account',
  'Asset',
  'Campaign',
  'Case',
  'Contact',
  'Contract',
  'Event',
  'Lead',
  'Opportunity',
  'Order',
];
const PACKAGES = ['', '', '', '', 'acme__', 'npsp__', 'fferpcore__', 'dlrs__'];
const WORDS =
  'Account Amount Annual Billing Budget Campaign Category Channel Code Contact Country Customer Date Delivery Description Discount Email External Fiscal Forecast Gross Id Industry Invoice Key Language Legal Level Line Manager Market Name Net Number Order Owner Partner Payment Period Phone Price Priority Product Quantity Rate Reason Reference Region Rejected Renewal Request Sales Segment Service Shipping Source Stage Start Status Street Sync Target Tax Team Term Total Type Unit Update Value Vendor Version Volume Warehouse Year'.split(
    ' ',
  );
const SYSTEM =
  'ActivitiesAccess AllowViewKnowledge ApexRestServices ApiEnabled AssignTopics ChatterInternalUser ConvertLeads CreateTopics DistributeFromPersWksp EditEvent EditTask EmailMass EmailSingle EnableNotifications ExportReport ImportPersonal ListEmailSend ManageEncryptionKeys RunFlow RunReports SelectFilesFromSalesforce SendSitRequests SubmitMacrosAllowed UseTeamReassignWizards UseWebLink ViewEventLogFiles ViewHelpLink ViewRoles ViewSetup'.split(
    ' ',
  );

export function generateTree(folder: string, files = 500): GeneratedTree {
  const random = newRandom(20_261_123);
  const schema = makeSchema(random);
  for (const name of ['profiles', 'permissionsets', 'objects', 'connectedApps'])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'package.xml'), document('Package', '    <version>68.0</version>\n'));
  let [bytes, fieldEntries] = [0, 0];
  for (let number = 0; number < files; number++) {
    // Half of the files hold most of the schema, as profiles do; the others a part of it, as permission sets do.
    const isProfile = number % 2 === 0;
    const share = isProfile ? 0.2 + random() ** 2 * 0.8 : 0.02 + random() * 0.23;
    const made = isProfile ? makeProfile(schema, share, number, random) : makeSet(schema, share, number, random);
    const name = isProfile ? `profiles/Team ${number}.profile` : `permissionsets/Set_${number}.permissionset`;
    writeFileSync(join(folder, name), made.text);
    bytes += Buffer.byteLength(made.text);
    fieldEntries += made.fields;
  }
  for (let number = 1; number < files; number += 50) {
    writeFileSync(join(folder, 'connectedApps', `Application_${number}.connectedApp`), connectedApp(number));
  }
  for (const { name, fields } of schema.objects) {
    const text = document('CustomObject', `${fields.map(fieldDefinition).join('')}    <label>${name}</label>\n`);
    writeFileSync(join(folder, 'objects', `${name}.object`), text);
    bytes += text.length;
  }
  return { folder, files: files + schema.objects.length, bytes, fieldEntries };
}

/** mulberry32: small, seeded, good enough for shapes. */
function newRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)] as T;
}

function names(count: number, make: () => string): string[] {
  const found = new Set<string>();
  while (found.size < count) found.add(make());
  return [...found].sort();
}

function makeSchema(random: Random): Schema {
  const words = (count: number) => Array.from({ length: count }, () => pick(random, WORDS)).join('_');
  const custom = names(250, () => `${pick(random, PACKAGES)}${words(2)}__c`);
  const objects = [...STANDARD, ...custom].sort().map((name) => ({
    name,
    fields: names(
      15 + Math.floor(random() * 55),
      () => `${pick(random, PACKAGES)}${words(2 + (random() < 0.4 ? 1 : 0))}__c`,
    ),
  }));
  const layouts = objects.flatMap(({ name }) => {
    const types = Array.from({ length: Math.floor(random() * 9) }, () => `${name}.${words(2)}`);
    return ['', ...types.sort()].map((recordType) => ({
      layout: `${name}-${words(3).replaceAll('_', ' ')} Layout`,
      recordType,
    }));
  });
  return {
    objects,
    layouts,
    classes: names(1400, () => `${words(3).replaceAll('_', '')}${random() < 0.4 ? 'Test' : 'Controller'}`),
    pages: names(150, () => words(3)),
    tabs: objects.map(({ name }) => (name.endsWith('__c') ? name : `standard-${name}`)),
    flows: names(60, () => words(3)),
  };
}

function document(root: string, body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">\n${body}</${root}>\n`;
}

function entry(element: string, children: Readonly<Record<string, string | boolean>>): string {
  const lines = Object.entries(children).map(([name, value]) => `        <${name}>${value}</${name}>\n`);
  return `    <${element}>\n${lines.join('')}    </${element}>\n`;
}

function fieldDefinition(name: string): string {
  return entry('fields', { fullName: name, label: name, length: '80', type: 'Text' });
}

interface Made {
  readonly text: string;
  readonly fields: number;
}

function makeProfile(schema: Schema, share: number, number: number, random: Random): Made {
  const chance = (likely: number) => random() < likely;
  const granted = makeGrants(schema, share, 0.98, random);
  const layouts = schema.layouts.filter(() => chance(share));
  const text = [
    ...granted.classes,
    '    <custom>true</custom>\n',
    `    <description>Team ${number} &amp; those who stand in for it</description>\n`,
    ...granted.fields,
    ...granted.flows,
    ...layouts.map(({ layout, recordType }) =>
      entry('layoutAssignments', recordType === '' ? { layout } : { layout, recordType }),
    ),
    entry('loginIpRanges', { endAddress: '203.0.113.255', startAddress: '203.0.113.0' }),
    ...granted.objects,
    ...granted.pages,
    ...schema.layouts
      .filter(({ recordType }) => recordType !== '' && chance(share))
      .map(({ recordType }) => entry('recordTypeVisibilities', { default: false, recordType, visible: chance(0.6) })),
    ...schema.tabs.map((tab) => entry('tabVisibilities', { tab, visibility: chance(0.7) ? 'DefaultOn' : 'Hidden' })),
    '    <userLicense>Salesforce</userLicense>\n',
    ...granted.system,
  ];
  return { text: document('Profile', text.join('')), fields: granted.fields.length };
}

function makeSet(schema: Schema, share: number, number: number, random: Random): Made {
  const granted = makeGrants(schema, Math.sqrt(share), Math.sqrt(share), random);
  const text = [
    ...granted.classes,
    ...granted.fields,
    ...granted.flows,
    '    <hasActivationRequired>false</hasActivationRequired>\n',
    `    <label>Set ${number}</label>\n`,
    ...granted.objects,
    ...granted.pages,
    ...granted.system,
  ];
  return { text: document('PermissionSet', text.join('')), fields: granted.fields.length };
}

/**
 * Profiles list nearly all fields of the objects that they know, permission sets those that they grant. Access hangs
 * together as it does in an org: no edit without read, no field without its object.
 */
function makeGrants(schema: Schema, share: number, fieldShare: number, random: Random) {
  const chance = (likely: number) => random() < likely;
  const fields: string[] = [];
  const objects: string[] = [];
  for (const { name, fields: all } of schema.objects) {
    if (!chance(share)) continue;
    const level = Math.floor(random() ** 1.5 * 5);
    objects.push(objectEntry(name, level, chance(0.02)));
    for (const field of all) {
      if (!chance(fieldShare)) continue;
      const readable = level > 0 && chance(0.8);
      const editable = readable && level > 1 && chance(0.6);
      fields.push(entry('fieldPermissions', { editable, field: `${name}.${field}`, readable }));
    }
  }
  const enabled = (element: string, child: string, items: readonly string[]) =>
    items.filter(() => chance(share)).map((name) => entry(element, { [child]: name, enabled: chance(0.6) }));
  return {
    fields,
    objects,
    classes: enabled('classAccesses', 'apexClass', schema.classes),
    pages: enabled('pageAccesses', 'apexPage', schema.pages),
    flows: enabled('flowAccesses', 'flow', schema.flows),
    system: SYSTEM.map((name) => entry('userPermissions', { enabled: chance(0.5), name })),
  };
}

/** Level 0: nothing, 1: read, 2: edit, 3: create, 4: delete. */
function objectEntry(object: string, level: number, viewAll: boolean): string {
  return entry('objectPermissions', {
    allowCreate: level > 2,
    allowDelete: level > 3,
    allowEdit: level > 1,
    allowRead: level > 0,
    modifyAllRecords: false,
    object,
    viewAllFields: false,
    viewAllRecords: level > 0 && viewAll,
  });
}

function connectedApp(number: number): string {
  const oauth = entry('oauthConfig', { isAdminApproved: true, scopes: 'Api' });
  return document(
    'ConnectedApp',
    `    <label>Application ${number}</label>\n${oauth}    <permissionSetName>Set ${number}</permissionSetName>\n`,
  );
}

if (import.meta.main) {
  const [folder, files] = process.argv.slice(2);
  if (folder === undefined) throw new Error('usage: node bench/reading/generate-tree.ts <folder> [files]');
  console.log(generateTree(folder, files === undefined ? undefined : Number(files)));
}
