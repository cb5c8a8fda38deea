import type { CredentialPrincipal, CustomPermission, FieldDefinition, ObjectDefinition } from '../../model/schema.ts';
import type { Fact } from './facts.ts';
import { decodeName, nameOf } from './file-kinds.ts';
import { flagOf, textOf, type XmlElement } from './parse-xml.ts';

/** A `.object` file: the object, and in Metadata API format its fields. */
export function readObject(root: XmlElement, path: string): Fact[] {
  const name = nameOf(path);
  const object: ObjectDefinition = {
    name,
    label: textOf(root, 'label') || name,
    customSettingsType: textOf(root, 'customSettingsType') || undefined,
    sharingModel: textOf(root, 'sharingModel') || undefined,
    origin: { path, line: root.line },
  };
  const fields = root.children
    .filter((one) => one.name === 'fields' && textOf(one, 'fullName') !== '')
    .map((field): Fact => ({ kind: 'field', value: toField(field, name, textOf(field, 'fullName'), path) }));
  return [{ kind: 'object', value: object }, ...fields];
}

/** A `.field-meta.xml` file of a decomposed object: `objects/Account/fields/Phone.field-meta.xml`. */
export function readField(root: XmlElement, path: string): FieldDefinition {
  const object = decodeName(path.split('/').at(-3) ?? '');
  return toField(root, object, textOf(root, 'fullName') || nameOf(path), path);
}

function toField(element: XmlElement, object: string, fullName: string, path: string): FieldDefinition {
  return {
    name: object === '' ? fullName : `${object}.${fullName}`,
    label: textOf(element, 'label') || fullName,
    type: textOf(element, 'type'),
    required: flagOf(element, 'required') === true,
    formula: textOf(element, 'formula') !== '',
    referenceTo: element.children
      .filter((one) => one.name === 'referenceTo' && one.text !== '')
      .map(({ text }) => text),
    securityClassification: textOf(element, 'securityClassification') || undefined,
    complianceGroups: textOf(element, 'complianceGroup')
      .split(';')
      .map((group) => group.trim())
      .filter((group) => group !== ''),
    encrypted: isEncrypted(element),
    origin: { path, line: element.line },
  };
}

/** Classic encryption is a field type; Shield names a scheme, `None` when it is off. */
function isEncrypted(element: XmlElement): boolean {
  const scheme = textOf(element, 'encryptionScheme');
  return textOf(element, 'type') === 'EncryptedText' || (scheme !== '' && scheme !== 'None');
}

export function readCustomPermission(root: XmlElement, path: string): CustomPermission {
  const name = nameOf(path);
  return {
    name,
    label: textOf(root, 'label') || name,
    description: textOf(root, 'description'),
    connectedApp: textOf(root, 'connectedApp') || textOf(root, 'externalClientApplication') || undefined,
    origin: { path, line: root.line },
  };
}

/** A classic named credential is one principal of its own; a new one points at an external credential. */
export function readNamedCredential(root: XmlElement, path: string): CredentialPrincipal {
  const parameters = root.children.filter(({ name }) => name === 'namedCredentialParameters');
  const url = parameters.find((one) => textOf(one, 'parameterType') === 'Url');
  const external = parameters.map((one) => textOf(one, 'externalCredential')).find((name) => name !== '');
  return {
    credential: nameOf(path),
    principal: external ?? textOf(root, 'username'),
    kind: 'named-credential',
    endpoint: textOf(root, 'endpoint') || textOf(url, 'parameterValue'),
    principalType: textOf(root, 'principalType'),
    origin: { path, line: root.line },
  };
}

/** Permission sets open `<credential>-<principal>`: each parameter of type `…Principal` is one. */
export function readExternalCredential(root: XmlElement, path: string): CredentialPrincipal[] {
  return root.children
    .filter((one) => one.name === 'externalCredentialParameters' && /Principal$/.test(textOf(one, 'parameterType')))
    .map((parameter) => ({
      credential: nameOf(path),
      principal: textOf(parameter, 'parameterName'),
      kind: 'external-credential',
      endpoint: '',
      principalType: textOf(parameter, 'parameterType'),
      origin: { path, line: parameter.line },
    }));
}
