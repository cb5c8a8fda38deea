import { childOf, childrenOf, type XmlNode } from '../../metadata/xml-node.ts';
import { OrgError } from '../../org-error.ts';
import type { Actor, RecordInput } from '../../records/actor.ts';
import type { ObjectType } from '../../schema/object-type.ts';

/** A record as a client sends it. */
export interface SentRecord {
  readonly object: ObjectType;
  readonly id: string | undefined;
  readonly values: RecordInput;
}

/** Elements of a record that are no fields. `Type` is one: names of elements are case-sensitive. */
const NO_FIELDS: ReadonlySet<string> = new Set(['type', 'fieldsToNull', 'Id', 'id']);

/** The object that a record names: in an element of its own, or by its XML type. */
function typeOf(node: XmlNode): string {
  const named = childOf(node, 'type')?.text.trim() ?? node.attributes['type'] ?? '';
  return named.replace(/^\w+:/, '');
}

/**
 * Reads a record. What it names must be there for the user: the whole call is refused otherwise, before anything is written.
 *
 * @throws OrgError `INVALID_TYPE`, `INVALID_FIELD`
 */
export function readSobject(actor: Actor, node: XmlNode): SentRecord {
  const object = visibleType(actor, typeOf(node));
  const id = (childOf(node, 'Id') ?? childOf(node, 'id'))?.text.trim();
  const values: Record<string, unknown> = {};
  for (const child of node.children) {
    // Nil is no value: fields are emptied by naming them in fieldsToNull.
    if (NO_FIELDS.has(child.name) || child.attributes['nil'] === 'true') continue;
    checkField(actor, object, child);
    values[child.name] = child.children.length === 0 ? child.text : nestedKey(child);
  }
  for (const field of childrenOf(node, 'fieldsToNull')) {
    checkField(actor, object, { ...field, name: field.text.trim(), children: [] });
    values[field.text.trim()] = null;
  }
  return { object, id: id === '' ? undefined : id, values };
}

/** Text from memory: like that of a query, without the place. */
export function visibleType({ org, access }: Actor, name: string): ObjectType {
  const object = org.schema.object(name);
  if (object && access.object(object).read) return object;
  const message = `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`;
  throw new OrgError(500, 'INVALID_TYPE', message);
}

function checkField({ org, access }: Actor, object: ObjectType, { name, children }: XmlNode): void {
  const field =
    children.length === 0
      ? org.schema.field(object, name)
      : object.fields.find(({ relationshipName }) => relationshipName?.toLowerCase() === name.toLowerCase());
  if (!field || !access.field(object, field).read) throw unknownColumn(object, name);
}

export function unknownColumn(object: ObjectType, name: string): OrgError {
  const message = `No such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`;
  return new OrgError(500, 'INVALID_FIELD', message);
}

/** A parent by an external id: `<Account><type>Account</type><Ext__c>…</Ext__c></Account>`. */
function nestedKey(node: XmlNode): RecordInput {
  const type = typeOf(node);
  const keys = node.children.filter(({ name }) => name !== 'type').map(({ name, text }) => [name, text] as const);
  return { ...(type === '' ? {} : { attributes: { type } }), ...Object.fromEntries(keys) };
}
