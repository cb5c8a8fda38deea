import { escapeXml } from '../../metadata/xml-node.ts';
import type { Org } from '../../org.ts';
import type { FieldType, ObjectType } from '../../schema/object-type.ts';
import type { NestedPage, QueryRecord } from '../../soql/answer.ts';
import type { Dialect } from './dialect.ts';

interface Writing {
  readonly org: Org;
  readonly dialect: Dialect;
}

const NIL = ' xsi:nil="true"/>';
const DECIMALS: ReadonlySet<string> = new Set(['double', 'currency', 'percent']);

/** A record of a query as XML, in the element `records`, `result` … */
export function sobjectXml(writing: Writing, element: string, record: QueryRecord): string {
  const { type } = record.attributes;
  const object = writing.org.schema.object(type);
  const { attributes: _attributes, ...columns } = record;
  const known = columns['Id'];
  const { typed } = writing.dialect;
  // The partner WSDL has an id of every record before the fields that were asked for: asked for, it comes twice.
  const id = typed && known !== undefined ? '' : textElement('sf:Id', undefined, known);
  const head = typed ? '' : `<sf:type>${escapeXml(type)}</sf:type>`;
  const fields = Object.entries(columns).map(([name, value]) => columnXml(writing, object, name, value));
  const xsiType = typed ? `sf:${type}` : 'sf:sObject';
  return `<${element} xsi:type="${xsiType}">${head}${id}${fields.join('')}</${element}>`;
}

function columnXml(writing: Writing, object: ObjectType | undefined, name: string, value: unknown): string {
  const element = `sf:${name}`;
  if (isRecord(value)) return sobjectXml(writing, element, value);
  if (isPage(value)) return pageXml(writing, element, value);
  if (typeof value === 'object' && value !== null) return compoundXml(element, value);
  const field = object && writing.org.schema.field(object, name);
  return object ? textElement(element, field, value) : aggregateXml(element, value);
}

function isRecord(value: unknown): value is QueryRecord {
  return typeof value === 'object' && value !== null && 'attributes' in value;
}

function isPage(value: unknown): value is NestedPage {
  return typeof value === 'object' && value !== null && 'records' in value && 'totalSize' in value;
}

/** Records of a page, as a query answers them. */
export function pageXml(writing: Writing, element: string, page: NestedPage, locator?: string): string {
  const records = page.records.map((record) => sobjectXml(writing, 'records', record)).join('');
  const next = locator === undefined ? `<queryLocator${NIL}` : `<queryLocator>${locator}</queryLocator>`;
  return `<${element} xsi:type="QueryResult"><done>${page.done}</done>${next}${records}<size>${page.totalSize}</size></${element}>`;
}

function compoundXml(element: string, value: object): string {
  const parts = Object.entries(value).map(([name, part]) => textElement(name, undefined, part));
  const type = 'latitude' in value && Object.keys(value).length === 2 ? 'location' : 'address';
  return `<${element} xsi:type="${type}">${parts.join('')}</${element}>`;
}

function textElement(name: string, field: FieldType | undefined, value: unknown): string {
  if (value === null || value === undefined) return `<${name}${NIL}`;
  return `<${name}>${escapeXml(textOf(field, value))}</${name}>`;
}

/** XML has times in UTC with a `Z`, and a point in every decimal number. */
function textOf(field: FieldType | undefined, value: unknown): string {
  if (field?.type === 'datetime') return String(value).replace(/\+0000$/, 'Z');
  if (typeof value === 'number' && field && DECIMALS.has(field.type) && Number.isInteger(value))
    return value.toFixed(1);
  return String(value);
}

/** Values of a grouped query say their type: no describe tells it. */
function aggregateXml(name: string, value: unknown): string {
  if (value === null || value === undefined) return `<${name}${NIL}`;
  const type = typeof value === 'boolean' ? 'boolean' : typeof value === 'string' ? 'string' : numberType(value);
  return `<${name} xsi:type="xsd:${type}">${escapeXml(String(value))}</${name}>`;
}

function numberType(value: unknown): string {
  return Number.isInteger(value) ? 'int' : 'double';
}
