import type { SavedSnapshot } from '../../model/saved-snapshot.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { createPseudonyms, type Pseudonyms } from './pseudonym.ts';

/** What becomes of a text, by where it stands. */
type Treatment = (text: string, pseudonyms: Pseudonyms) => string;

const asIs: Treatment = (text) => text;
const asName: Treatment = (text, { name }) => name(text);
const asApiName: Treatment = (text, { apiName }) => apiName(text);
const asUsername: Treatment = (text, { username }) => username(text);
const asId: Treatment = (text, { id }) => id(text);
const asPath: Treatment = (text, { path }) => path(text);
const asAddress: Treatment = (text, { address }) => address(text);
const withheld: Treatment = (text) => (text === '' ? '' : 'withheld');
/** A segment after `apexrest` was named by somebody; the others are Salesforce's, or objects. */
const asResource: Treatment = (text, { name, apiName }) => {
  const [known = '', own] = text.split(/(?<=\/apexrest)\//, 2);
  return own === undefined ? known.split('/').map(apiName).join('/') : `${known}/${name(own)}`;
};
/** Flags, numbers and words that Salesforce chose; anything else may name the company. */
const asValue: Treatment = (text, pseudonyms) =>
  /^(true|false|\d+|[A-Z][a-z]+([A-Z][a-z]+)*)$/.test(text) ? text : withheld(text, pseudonyms);

/** Words of Salesforce, dates, numbers of records: not of the org's choosing. */
const KEPT = [
  ...['kind', 'state', 'level', 'code', 'type', 'verb', 'method', 'status', 'ended', 'action', 'section', 'opens'],
  ...[
    'loginType',
    'loginSubType',
    'sessionType',
    'apiType',
    'apiVersion',
    'sourceIp',
    'family',
    'category',
    'statusClass',
  ],
  ...['first', 'last', 'firstDay', 'lastDay', 'from', 'to', 'at', 'created', 'lastUsed', 'lastLogin', 'expires'],
  ...['readAt', 'savedAt', 'certificateEnds', 'blindSpots', 'edition', 'writtenBy'],
  ...[
    'license',
    'permissionSetLicenses',
    'namespace',
    'start',
    'end',
    'scopes',
    'ipRelaxation',
    'distribution',
    'parts',
  ],
  ...['securityClassification', 'complianceGroups', 'sharingModel', 'customSettingsType', 'triggerType'],
  ...['principalType', 'requiredSessionLevel', 'recordId', 'applicationId', 'file', 'key'],
];

/** By the name of the property, or by its place from the section on. What is in no row gets a pseudonym. */
const TREATMENTS: ReadonlyMap<string, Treatment> = new Map<string, Treatment>([
  ...KEPT.map((key) => [key, asIs] as const),
  ...['username', 'email', 'contactEmail', 'readAs', 'by', 'delegate', 'runAsUser'].map(
    (key) => [key, asUsername] as const,
  ),
  ...['id', 'users.id'].map((key) => [key, asId] as const),
  ...['path', 'files'].map((key) => [key, asPath] as const),
  ...['endpoint', 'domain'].map((key) => [key, asAddress] as const),
  ...['description', 'display', 'reason', 'message', 'unread'].map((key) => [key, withheld] as const),
  ...['objects.name', 'fields.name', 'referenceTo', 'object', 'field', 'entities'].map(
    (key) => [key, asApiName] as const,
  ),
  ...['permissionDependencies.name', 'licences.name', 'licences.label'].map((key) => [key, asIs] as const),
  ['fields.type', asIs],
  ['sessions.id', asIs],
  ['settings.value', asValue],
  ['resource', asResource],
  ['integrations.users', asUsername],
]);

/**
 * The same snapshot with names that say nothing: of people, sets, profiles, groups, apps, classes, custom objects and
 * fields; descriptions and messages are withheld. What Salesforce or a package ships keeps its name; record ids, addresses of
 * clients and numbers stay, because rules need them.
 *
 * @param key chance, thrown away afterwards
 */
export function pseudonymous(saved: SavedSnapshot, key: Uint8Array): SavedSnapshot {
  const pseudonyms = createPseudonyms(key, shipped(saved.snapshot));
  const { names, containers, ...facts } = saved.snapshot;
  const rewritten = rewrite(facts, '', '', pseudonyms) as Omit<Snapshot, 'names' | 'containers'>;
  return {
    ...(rewrite({ ...saved, snapshot: undefined }, '', '', pseudonyms) as SavedSnapshot),
    pseudonyms: true,
    snapshot: {
      ...rewritten,
      names: rewrittenNames(saved.snapshot, pseudonyms),
      containers: containers.map(({ grants, ...container }) => ({
        ...(rewrite(container, 'containers', '', pseudonyms) as typeof container),
        grants,
      })),
    },
  };
}

/** Names and labels of what Salesforce or a package ships. */
function shipped({ containers, groups }: Snapshot): ReadonlySet<string> {
  return new Set(
    [
      ...containers.filter(({ custom, namespace }) => custom === false || namespace !== ''),
      ...groups.filter(({ namespace }) => namespace !== ''),
    ]
      .flatMap(({ name, label }) => [name, label])
      .map((text) => text.toLowerCase()),
  );
}

function rewrite(value: unknown, section: string, key: string, pseudonyms: Pseudonyms): unknown {
  if (typeof value === 'string') {
    const treatment = TREATMENTS.get(`${section}.${key}`) ?? TREATMENTS.get(key) ?? asName;
    return treatment(value, pseudonyms);
  }
  if (Array.isArray(value)) return value.map((one) => rewrite(one, section, key, pseudonyms));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => {
    // The first property that holds more than a text is the section; below it property names speak for themselves.
    const within = section === '' && typeof inner === 'object' ? name : section;
    return [name, rewrite(inner, within, name, pseudonyms)] as const;
  });
  return Object.fromEntries(entries);
}

/** One list holds names of every kind: what each is, the columns that use it say. A name that somebody ships stays in all of them. */
function rewrittenNames({ names, containers }: Snapshot, pseudonyms: Pseudonyms): readonly string[] {
  const treatments = new Map<number, Treatment>();
  const note = (ids: Uint32Array, treatment: Treatment): void => {
    for (const id of ids) if (!treatments.has(id)) treatments.set(id, treatment);
  };
  for (const { grants } of containers) note(grants.system.ids, asIs);
  for (const { grants } of containers) {
    note(grants.objects.ids, asApiName);
    note(grants.fields.ids, asApiName);
    for (const type of ['customSetting', 'customMetadataType'] as const)
      note(grants.setup[type]?.ids ?? NO_IDS, asApiName);
  }
  for (const { grants } of containers) {
    note(grants.setup.tab?.ids ?? NO_IDS, asTab);
    note(grants.setup.recordType?.ids ?? NO_IDS, asRecordType);
  }
  return names.map((name, id) => (treatments.get(id) ?? asName)(name, pseudonyms));
}

const NO_IDS = new Uint32Array(0);
/** A tab is called like its object, or `standard-Account`, or by a name of its own. */
const asTab: Treatment = (text, { name, apiName }) => (/__\w+$/.test(text) ? apiName(text) : name(text));
const asRecordType: Treatment = (text, { name, apiName }) => {
  const [object = '', type = ''] = text.split('.');
  return `${apiName(object)}.${name(type)}`;
};
