import { basename } from 'node:path';
import { closest } from '../model/closest.ts';
import type {
  Declaration,
  DeclaredAccess,
  DeclaredDifference,
  DeclaredLogin,
  DeclaredObject,
  DeclaredReplacement,
  DeclaredUser,
} from '../model/declaration.ts';
import { byPlace, type Mistake } from '../model/mistake.ts';
import { OBJECT_VERBS, type ObjectVerb, type SetupEntityType } from '../model/permission.ts';
import { checkShape } from '../yaml/check-shape.ts';
import { type KeyPath, parseYaml, type YamlFile } from '../yaml/parse-yaml.ts';
import { checkMeaning } from './check-meaning.ts';
import { INTEGRATION_SCHEMA, type IntegrationFile, type ObjectEntry } from './integration-schema.ts';
import { SETUP_KEYS, type SetupKey } from './setup-keys.ts';

export interface ParsedDeclaration {
  /** `undefined` when there are mistakes. */
  readonly declaration: Declaration | undefined;
  readonly mistakes: readonly Mistake[];
}

/**
 * Reads the text of one integration file. Never throws for what the text says.
 *
 * @param path how the file is named in messages; its base name is the name of the integration
 */
export function parseDeclaration(text: string, path: string): ParsedDeclaration {
  const file = parseYaml(text, path);
  const { output, mistakes } = checkShape(INTEGRATION_SCHEMA, file, adviceOn);
  if (output === undefined) return { declaration: undefined, mistakes };
  const declaration = declarationOf(output, file);
  const found = checkMeaning(output, declaration, file, basename(path)).toSorted(byPlace);
  return { declaration: found.length === 0 ? declaration : undefined, mistakes: found };
}

/** Words of other tools and of SQL for what Salesforce calls otherwise. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  update: 'edit',
  write: 'edit',
  insert: 'create',
  upsert: 'create, edit',
  view: 'read',
  select: 'read',
  query: 'read',
  all: 'read, create, edit, delete',
  crud: 'read, create, edit, delete',
  viewallrecords: 'viewAll',
  modifyallrecords: 'modifyAll',
};

function adviceOn(path: KeyPath, received: unknown): string | undefined {
  const [area, kind, , part] = path;
  if (received === undefined) return missingAdvice(String(path.at(-1)));
  if (typeof received !== 'string') return undefined;
  if (area === 'access' && kind === 'objects' && path.length >= 3) {
    if (part === 'fields') return fieldAdvice(received);
    const words = received.split(/[\s,]+/).filter((word) => word !== '');
    const meant = words.map((word) => OTHER_WORDS[word.toLowerCase()] ?? closest(word, OBJECT_VERBS)[0]);
    return meant.includes(undefined) ? undefined : `Did you mean ${meant.join(', ')}?`;
  }
  return path.at(-1) === 'name' || path.at(-1) === 'moved' ? kebabAdvice(received) : undefined;
}

const EXAMPLES: Readonly<Record<string, string>> = {
  name: 'Write name: and the file name without .yml.',
  purpose: 'Say what it is for: purpose: The ERP pushes order status back',
  owner: 'Say who answers for it: owner: erp-team@example.com',
  flow: 'Write flow: client-credentials, or jwt-bearer.',
};

function missingAdvice(key: string): string | undefined {
  return EXAMPLES[key];
}

function fieldAdvice(received: string): string | undefined {
  if (received.includes('*')) return 'Name each field, or grant viewAllFields with a reason.';
  const at = received.lastIndexOf('.');
  return at > 0 ? `Write ${received.slice(at + 1)} under its own object.` : undefined;
}

function kebabAdvice(received: string): string | undefined {
  const words = received.toLowerCase().match(/[a-z0-9]+/g);
  return words ? `Write ${words.join('-')}.` : undefined;
}

function declarationOf(file: IntegrationFile, yaml: YamlFile): Declaration {
  const isPath = /[/\\]|\.(xml|permissionset)$/.test(file.permissionSet ?? '');
  return {
    name: file.name,
    label: file.label,
    purpose: file.purpose,
    owner: file.owner,
    review: file.review,
    reviewed: file.reviewed,
    access: accessOf(file.access ?? {}),
    user: userOf(file.user ?? {}),
    login: file.login && loginOf(file.login),
    permissionSet: isPath ? undefined : file.permissionSet,
    permissionSetFile: isPath ? file.permissionSet : undefined,
    licences: file.licences ?? [],
    expires: file.expires,
    without: file.without ?? [],
    keeps: {
      profile: file.keeps?.profile,
      permissionSets: file.keeps?.permissionSets ?? [],
      groups: file.keeps?.groups ?? [],
    },
    protect: file.protect ?? false,
    moved: file.moved,
    replaces: file.replaces && replacementOf(file.replaces),
    retire: file.retire,
    suspended: file.suspended,
    environments: Object.fromEntries(
      Object.entries(file.environments ?? {}).map(([name, difference]) => [name, differenceOf(difference)]),
    ),
    file: yaml.path,
    places: new Map([...yaml.lines()].map(([path, line]) => [path, { path: yaml.path, line }])),
  };
}

function replacementOf(replaces: NonNullable<IntegrationFile['replaces']>): DeclaredReplacement {
  const { user, person, applications = [], permissionSets = [], apps = [], stage, since } = replaces;
  return { user, person, applications, permissionSets, apps, stage, since };
}

function accessOf({ objects, system, ...setup }: NonNullable<IntegrationFile['access']>): DeclaredAccess {
  const opened: Partial<Record<SetupEntityType, readonly string[]>> = {};
  for (const [key, names] of Object.entries(setup))
    if (names !== undefined && names.length > 0) opened[SETUP_KEYS[key as SetupKey].type] = names;
  return {
    objects: Object.entries(objects ?? {}).map(([object, entry]) => objectOf(object, entry)),
    system: system ?? [],
    setup: opened,
  };
}

function objectOf(object: string, entry: ObjectEntry): DeclaredObject {
  const none = { fields: { read: [], edit: [] }, reason: undefined };
  const inOrder = (named: readonly string[]): readonly ObjectVerb[] =>
    OBJECT_VERBS.filter((verb) => named.includes(verb));
  if (typeof entry === 'string') return { object, verbs: inOrder(entry.trim().split(/\s*,\s*/)), ...none };
  if (Array.isArray(entry)) return { object, verbs: inOrder(entry), ...none };
  const { fields, reason, ...flags } = entry;
  return {
    object,
    verbs: OBJECT_VERBS.filter((verb) => flags[verb] === true),
    fields: { read: fields?.read ?? [], edit: fields?.edit ?? [] },
    reason,
  };
}

function userOf(user: NonNullable<IntegrationFile['user']>): DeclaredUser {
  const { username, lastName, alias, email, timeZone, locale, language, federationId } = user;
  return { username, lastName, alias, email, timeZone, locale, language, federationId };
}

function loginOf(login: NonNullable<IntegrationFile['login']>): DeclaredLogin {
  const { app, flow, scopes, ipRanges, sessionTimeout, certificate } = login;
  const plain = { app, flow, scopes: scopes ?? [], ipRanges: ipRanges ?? [], sessionTimeout };
  return certificate === undefined ? plain : { ...plain, certificate };
}

function differenceOf(difference: NonNullable<IntegrationFile['environments']>[string]): DeclaredDifference {
  const { present, user, ipRanges, certificate } = difference;
  const plain = { user: { ...user }, ipRanges, present: present ?? true };
  return certificate === undefined ? plain : { ...plain, certificate };
}
