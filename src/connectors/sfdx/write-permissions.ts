import type { GrantList, PermissionSetState, ProfileState } from '../../model/change.ts';
import { FieldBits, ObjectBits, SETUP_ENTITY_TYPES, type SetupEntityType } from '../../model/permission.ts';
import { SETUP_ENTITY_LABELS } from '../../model/permission-text.ts';
import { Problem } from '../../model/problem.ts';
import { GRANT_ELEMENTS, type GrantElement, SETUP_COLUMN } from './grant-elements.ts';
import { group, leaf, type MetadataElement, metadataText } from './metadata-text.ts';
import { textOf, type XmlElement } from './parse-xml.ts';

/**
 * A permission set, whole: a deployment replaces the set by the file, so what is not here is not granted.
 *
 * @param existing elements of the file that it replaces: which tabs are only available is told by them alone
 * @throws Problem `not-in-metadata` for what a permission set file cannot say
 */
export function permissionSetText(state: PermissionSetState, existing: readonly XmlElement[] = []): string {
  const { label, description, licence, activationRequired, grants } = state;
  const elements = [
    ...(description === '' ? [] : [leaf('description', description)]),
    leaf('hasActivationRequired', activationRequired),
    leaf('label', label),
    ...(licence === '' ? [] : [leaf('license', licence)]),
    ...grantedElements(grants, existing, 'PermissionSet', state.name),
  ];
  return metadataText('PermissionSet', elements, keyOf);
}

/**
 * A profile. A deployment lays the file over what is there, so what was on and is not any more is written as off; layouts,
 * login hours, addresses and the like of the existing file stay as they are.
 *
 * @param existing elements of the file that it replaces
 */
export function profileText(state: ProfileState, existing: readonly XmlElement[] = []): string {
  const { name, description, licence, grants } = state;
  const granted = grantedElements(grants, existing, 'Profile', name);
  const isGranted = new Set(granted.map(identity));
  const facts = new Set(['description', 'custom', 'userLicense']);
  const [off, kept] = [[] as MetadataElement[], [] as MetadataElement[]];
  for (const element of existing) {
    const grant = grantElement(element.name);
    if (grant === undefined) {
      if (!facts.has(element.name)) kept.push(element);
    } else if (!isGranted.has(identity(element))) off.push(switchedOff(element, grant));
  }
  const custom = existing.find((element) => element.name === 'custom')?.text ?? 'true';
  const elements = [
    leaf('custom', custom),
    ...(description === '' ? [] : [leaf('description', description)]),
    leaf('userLicense', licence),
    ...granted,
    ...off,
    ...kept,
  ];
  return metadataText('Profile', elements, keyOf);
}

function grantElement(name: string): GrantElement | undefined {
  return Object.hasOwn(GRANT_ELEMENTS, name) ? GRANT_ELEMENTS[name] : undefined;
}

/** What an entry is about: the object, the field, the class. Entries of other kinds keep their order. */
function keyOf(element: MetadataElement): string {
  const grant = grantElement(element.name);
  return grant === undefined ? '' : textOf(element as XmlElement, grant.named);
}

function identity(element: MetadataElement): string {
  return `${element.name} ${keyOf(element).toLowerCase()}`;
}

type Root = 'PermissionSet' | 'Profile';

function grantedElements(
  { objects, fields, system, setup }: GrantList,
  existing: readonly XmlElement[],
  root: Root,
  holder: string,
): readonly MetadataElement[] {
  const before = new Map(existing.map((element) => [identity(element), element]));
  return [
    ...Object.entries(objects).map(([object, verbs]) =>
      entry(
        'objectPermissions',
        object,
        verbs.reduce((bits, verb) => bits | ObjectBits[verb], 0),
      ),
    ),
    ...Object.entries(fields).map(([field, verbs]) =>
      entry(
        'fieldPermissions',
        field,
        verbs.reduce((bits, verb) => bits | FieldBits[verb], 0),
      ),
    ),
    ...system.map((name) => entry('userPermissions', name, 1)),
    ...SETUP_ENTITY_TYPES.flatMap((type) =>
      (setup[type] ?? []).map((name) => setupEntry(type, name, before, root, holder)),
    ),
  ];
}

/** One entry with every switch it has, on or off. */
function entry(element: string, name: string, bits: number): MetadataElement {
  const grant = grantElement(element);
  if (grant === undefined) throw new Error(`no element ${element} grants anything`);
  const flags = Object.entries(grant.flags).map(([flag, bit]) => leaf(flag, (bits & bit) !== 0));
  return group(element, [leaf(grant.named, name), ...flags]);
}

function setupEntry(
  type: SetupEntityType,
  name: string,
  before: ReadonlyMap<string, XmlElement>,
  root: Root,
  holder: string,
): MetadataElement {
  const element = elementFor(type, root);
  const grant = element === undefined ? undefined : grantElement(element);
  if (element === undefined || grant === undefined) throw notInMetadata(type, name, holder);
  if (grant.word === undefined && grant.anyFlag === undefined) return entry(element, name, 1);
  const known = before.get(`${element} ${name.toLowerCase()}`);
  if (known !== undefined && isOn(known, grant)) return group(element, known.children);
  if (grant.word === undefined) throw notInMetadata(type, name, holder);
  return group(element, [leaf(grant.named, name), leaf(grant.word, root === 'Profile' ? 'DefaultOn' : 'Visible')]);
}

/** Tabs go by one name in profiles and by another in permission sets. */
function elementFor(type: SetupEntityType, root: Root): string | undefined {
  const column = SETUP_COLUMN + SETUP_ENTITY_TYPES.indexOf(type);
  const names = Object.keys(GRANT_ELEMENTS).filter((name) => GRANT_ELEMENTS[name]?.column === column);
  const other = root === 'Profile' ? 'tabSettings' : 'tabVisibilities';
  return names.find((name) => name !== other);
}

function notInMetadata(type: SetupEntityType, name: string, holder: string): Problem {
  return new Problem({
    kind: 'input',
    code: 'not-in-metadata',
    message: `${holder}: the ${SETUP_ENTITY_LABELS[type]} ${name} cannot be written into a metadata file.`,
    actions: ['Grant it in the org itself, or take it out of the declaration.'],
  });
}

const OFF_WORDS: Readonly<Record<string, string>> = { tabVisibilities: 'Hidden', tabSettings: 'None' };

function isOn(element: XmlElement, { flags, word, anyFlag }: GrantElement): boolean {
  if (word !== undefined) return !Object.values(OFF_WORDS).includes(textOf(element, word));
  const isTrue = ({ name, text }: XmlElement): boolean => text === 'true' && (anyFlag === true || name in flags);
  return element.children.some(isTrue);
}

/** The same entry with every switch off; a default is no default any more. */
function switchedOff(element: XmlElement, { named, word }: GrantElement): MetadataElement {
  const children = element.children.map((child) => {
    if (child.name === named) return child;
    if (child.name === word) return leaf(child.name, OFF_WORDS[element.name] ?? 'Hidden');
    return child.text === 'true' || child.text === 'false' ? leaf(child.name, false) : child;
  });
  return group(element.name, children);
}
