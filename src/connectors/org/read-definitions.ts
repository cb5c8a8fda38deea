import type { RecordCount } from '../../model/org.ts';
import type { FieldDefinition, ObjectDefinition } from '../../model/schema.ts';
import { parseJson } from './answer.ts';
import { chunks } from './chunks.ts';
import { countRows, queryTogether } from './query.ts';
import { type Reading, selecting } from './reading.ts';
import { flagIn, isRow, type Row, textIn } from './row.ts';

const ENTITY_COLUMNS = ['QualifiedApiName', 'Label', 'IsCustomSetting', 'InternalSharingModel'];
const FIELD_COLUMNS = [
  ...[
    'QualifiedApiName',
    'Label',
    'DataType',
    'IsFlsEnabled',
    'IsCalculated',
    'SecurityClassification',
    'ComplianceGroup',
  ],
  'EntityDefinition.QualifiedApiName',
];
/** An object has a hundred fields or so, an answer 2,000 rows, and what lies behind those is not paged reliably. */
const OBJECTS_A_QUERY = 8;

export interface Definitions {
  readonly objects: readonly ObjectDefinition[];
  readonly fields: readonly FieldDefinition[];
}

/** What objects and fields are, with their classification: only of the objects asked for, because orgs have thousands. */
export async function readDefinitions(reading: Reading, objects: readonly string[]): Promise<Definitions> {
  const parts = chunks(objects, OBJECTS_A_QUERY).map((names) => names.map((name) => `'${name}'`).join(', '));
  const entities = parts.flatMap(
    (names) => selecting(reading, 'EntityDefinition', ENTITY_COLUMNS, `WHERE QualifiedApiName IN (${names})`) ?? [],
  );
  const fields = parts.flatMap(
    (names) =>
      selecting(reading, 'FieldDefinition', FIELD_COLUMNS, `WHERE EntityDefinition.QualifiedApiName IN (${names})`) ??
      [],
  );
  const found = await queryTogether(reading.wire, [...entities, ...fields]);
  const rowsAt = (from: number, to: number, family: 'objects' | 'fields'): readonly Row[] =>
    found.slice(from, to).flatMap((one) => {
      if (one.ok) reading.notes.read(family);
      else reading.notes.refused(family, one.failure);
      return one.ok ? one.rows : [];
    });
  if (entities.length < parts.length) reading.notes.refused('objects');
  if (fields.length < parts.length) reading.notes.refused('fields');
  const definitions = {
    objects: rowsAt(0, entities.length, 'objects').map(toObject).sort(byName),
    fields: rowsAt(entities.length, found.length, 'fields').map(toField).sort(byName),
  };
  for (const family of ['objects', 'fields'] as const) {
    // No answer at all is not an org without fields.
    if (objects.length > 0 && definitions[family].length === 0)
      reading.notes.partial(family, `the org told no ${family} of those that integrations reach`);
  }
  return definitions;
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function toObject(row: Row): ObjectDefinition {
  const name = textIn(row, 'QualifiedApiName');
  return {
    name,
    label: textIn(row, 'Label'),
    // Which kind of custom setting it is, only metadata says; for access the two are one.
    customSettingsType: flagIn(row, 'IsCustomSetting') ? 'Hierarchy' : undefined,
    sharingModel: textIn(row, 'InternalSharingModel') || undefined,
    origin: { path: `EntityDefinition/${name}`, line: 0 },
  };
}

function toField(row: Row): FieldDefinition {
  const name = `${textIn(row, 'EntityDefinition.QualifiedApiName')}.${textIn(row, 'QualifiedApiName')}`;
  const dataType = textIn(row, 'DataType');
  const type = typeOf(dataType);
  return {
    name,
    label: textIn(row, 'Label'),
    type,
    // The org says which fields carry security; in metadata that follows from `required`.
    required: 'IsFlsEnabled' in row && !flagIn(row, 'IsFlsEnabled') && type !== 'MasterDetail',
    formula: /^formula\b/i.test(dataType),
    referenceTo:
      /^(?:lookup|master-detail|hierarchy)\s*\((.*)\)$/i
        .exec(dataType)?.[1]
        ?.split(',')
        .map((one) => one.trim()) ?? [],
    securityClassification: textIn(row, 'SecurityClassification') || undefined,
    complianceGroups: textIn(row, 'ComplianceGroup')
      .split(';')
      .map((group) => group.trim())
      .filter((group) => group !== ''),
    encrypted: /encrypted/i.test(dataType),
    origin: { path: `FieldDefinition/${name}`, line: 0 },
  };
}

/** The org spells types for people: `Text(255)`, `Master-Detail(Account)`, `Auto Number`, `Roll-Up Summary (SUM Order)`. */
function typeOf(dataType: string): string {
  const words = dataType.replace(/\s*\(.*$/s, '').toLowerCase();
  return TYPES[words] ?? words.replace(/(^|[\s-])(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}

const TYPES: Readonly<Record<string, string>> = {
  'master-detail': 'MasterDetail',
  'auto number': 'AutoNumber',
  'roll-up summary': 'Summary',
  'text encrypted': 'EncryptedText',
  'text area': 'TextArea',
  'long text area': 'LongTextArea',
  'rich text area': 'Html',
  'date/time': 'DateTime',
  'picklist multi-select': 'MultiselectPicklist',
  url: 'Url',
};

const OBJECTS_A_COUNT = 50;

/** How many records objects hold: by the org's own estimate where it gives one (one call for many), else counted. */
export async function readRecordCounts(reading: Reading, objects: readonly string[]): Promise<readonly RecordCount[]> {
  const { wire, notes } = reading;
  const counts = new Map<string, RecordCount>();
  for (const some of chunks(objects, OBJECTS_A_COUNT)) {
    const answer = await wire.ask({
      method: 'GET',
      path: `${wire.base}/limits/recordCount?sObjects=${some.join(',')}`,
    });
    const body = answer.ok ? parseJson(answer.body) : undefined;
    if (!isRow(body) || !Array.isArray(body['sObjects'])) break;
    for (const { name, count } of body['sObjects'].filter(isRow))
      counts.set(String(name), { object: String(name), count: Number(count), method: 'estimated' });
  }
  const missing = objects.filter((object) => !counts.has(object));
  for (const [object, count] of await countRows(wire, missing))
    counts.set(object, { object, count, method: 'counted' });
  const uncounted = objects.length - counts.size;
  if (uncounted === 0) notes.read('recordCounts');
  else if (counts.size === 0)
    notes.absent('recordCounts', 'no object could be counted: the reading user may read none of them');
  else
    notes.partial(
      'recordCounts',
      `${uncounted} of ${objects.length} objects could not be counted: the reading user may not read them`,
    );
  return [...counts.values()].sort((a, b) => (a.object < b.object ? -1 : 1));
}
