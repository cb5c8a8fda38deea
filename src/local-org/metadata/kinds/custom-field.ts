import type { Org } from '../../org.ts';
import { keepFile, keptFile } from '../kept-files.ts';
import { componentProblem, type MetadataKind } from '../kind.ts';
import { removeField } from '../objects.ts';
import { childrenOf, element, textOf, type XmlNode } from '../xml-node.ts';
import { CUSTOM_OBJECT } from './custom-object.ts';

/** `Account.Key__c` in its two parts. */
function parts(fullName: string): readonly [object: string, field: string] {
  const [object = '', field = ''] = fullName.split('.');
  return [object, field];
}

const isNamed = (name: string) => (node: XmlNode) => node.name === 'fields' && textOf(node, 'fullName') === name;

/** The file of its object that a field, which came alone, would lie in. */
export function objectWithField(fullName: string, xml: XmlNode): readonly [object: string, file: XmlNode] {
  const [object, name] = parts(fullName);
  const own = xml.children.filter((child) => child.name !== 'fullName');
  return [object, element('CustomObject', [element('fields', [element('fullName', name), ...own])])];
}

function fieldElement(org: Org, fullName: string): XmlNode | undefined {
  const [object, name] = parts(fullName);
  return keptFile(org, 'CustomObject', object)?.children.find(isNamed(name));
}

/** A field of an object: it has no file of its own in the metadata format, but can be written, read and deleted alone. */
export const CUSTOM_FIELD: MetadataKind = {
  type: 'CustomField',
  folder: CUSTOM_OBJECT.folder,
  suffix: CUSTOM_OBJECT.suffix,
  list: (org) =>
    org.schema
      .objects()
      .flatMap(({ name, fields }) => fields.filter(({ custom }) => custom).map((field) => `${name}.${field.name}`)),
  read: (org, fullName) => {
    const found = fieldElement(org, fullName);
    return (
      found &&
      element(
        'CustomField',
        found.children.filter(({ name }) => name !== 'fullName'),
      )
    );
  },
  write: (org, fullName, xml, options) => {
    const [object, file] = objectWithField(fullName, xml);
    const created = fieldElement(org, fullName) === undefined;
    CUSTOM_OBJECT.write(org, object, file, options);
    return { created, changed: !created };
  },
  remove: (org, fullName) => {
    const [objectName, name] = parts(fullName);
    const object = org.schema.object(objectName);
    const field = object && org.schema.field(object, name);
    if (!object || !field?.custom) return false;
    if (field.masterDetail) throw componentProblem(`Cannot delete the master-detail field ${fullName} (local org)`);
    removeField(org, object, field);
    const kept = keptFile(org, 'CustomObject', object.name);
    if (kept) {
      const children = kept.children.filter((child) => !isNamed(field.name)(child));
      keepFile(org, 'CustomObject', object.name, { ...kept, children });
    }
    return true;
  },
};

/** The fields of one object, out of those that a manifest names, as the object file of a retrieve. */
export function fieldsFile(org: Org, object: string, fullNames: readonly string[]): XmlNode | undefined {
  const wanted = new Set(fullNames.map((fullName) => parts(fullName)[1]));
  const found = childrenOf(keptFile(org, 'CustomObject', object), 'fields').filter((field) =>
    wanted.has(textOf(field, 'fullName') ?? ''),
  );
  return found.length === 0 ? undefined : element('CustomObject', found);
}
