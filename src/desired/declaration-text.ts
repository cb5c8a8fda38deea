import { Document, Scalar, visit, YAMLSeq } from 'yaml';
import type {
  Declaration,
  DeclaredAccess,
  DeclaredDifference,
  DeclaredLogin,
  DeclaredObject,
  DeclaredReplacement,
  DeclaredUser,
} from '../model/declaration.ts';
import type { SetupEntityType } from '../model/permission.ts';
import { SETUP_KEYS } from './setup-keys.ts';
import { tidyFlow } from './tidy-flow.ts';

/** What a new file is made of: a declaration without its places. */
export type DeclarationContent = Omit<Declaration, 'file' | 'places'>;

const SCHEMA = 'https://unpkg.com/leastwise/schemas/integration.schema.json';

/**
 * The text of a new integration file: keys in the order of the guide, short forms where they say enough, and a first line
 * that lets editors complete and check the rest.
 */
export function declarationText(content: DeclarationContent): string {
  const document = new Document(without(keysOf(content)));
  if (document.contents) document.contents.commentBefore = ` yaml-language-server: $schema=${SCHEMA}`;
  styleLists(document);
  return tidyFlow(document.toString({ lineWidth: 0 }));
}

/** What a key of a file may hold. */
export type PlainValue =
  | string
  | number
  | boolean
  | readonly string[]
  | { readonly [key: string]: PlainValue | undefined };

type Value = string | number | boolean | undefined | readonly string[] | { readonly [key: string]: Value };

function keysOf(content: DeclarationContent): Record<string, Value> {
  const { name, label, purpose, owner, review, expires, protect, moved, licences, access, user, login } = content;
  return {
    name,
    label,
    purpose,
    owner,
    review,
    reviewed: content.reviewed && { ...content.reviewed },
    expires,
    protect: protect || undefined,
    moved,
    replaces: content.replaces && replacesValue(content.replaces),
    retire: content.retire && { ...content.retire },
    suspended: content.suspended,
    permissionSet: content.permissionSetFile ?? content.permissionSet,
    without: content.without,
    keeps: { ...content.keeps },
    licences,
    access: accessEntries(access),
    user: userValue(user),
    login: login && loginValue(login),
    environments: Object.fromEntries(
      Object.entries(content.environments).map(([environment, difference]) => [
        environment,
        differenceValue(difference),
      ]),
    ),
  };
}

/** Who first, then how far, then what goes with it. */
function replacesValue({ user, person, stage, since, applications, permissionSets, apps }: DeclaredReplacement): Value {
  return { user, person, stage, since, applications, permissionSets, apps };
}

/** What stands under `access:`, without what is empty. */
export function accessValue(access: DeclaredAccess): PlainValue {
  return without(accessEntries(access)) as PlainValue;
}

function accessEntries(access: DeclaredAccess): Record<string, Value> {
  const opened = Object.entries(SETUP_KEYS).map(
    ([key, { type }]) => [key, access.setup[type as SetupEntityType]] as const,
  );
  return {
    objects: Object.fromEntries(access.objects.map((object) => [object.object, objectValue(object)])),
    system: access.system,
    ...Object.fromEntries(opened),
  };
}

export function objectValue({ verbs, fields, reason }: DeclaredObject): Value {
  const hasFields = fields.read.length + fields.edit.length > 0;
  if (!hasFields && reason === undefined) return verbs.join(', ');
  return {
    ...Object.fromEntries(verbs.map((verb) => [verb, true])),
    reason,
    fields: hasFields ? { edit: fields.edit, read: fields.read } : undefined,
  };
}

function userValue(user: Partial<DeclaredUser>): Value {
  const { username, lastName, alias, email, timeZone, locale, language, federationId } = user;
  return { username, lastName, alias, email, timeZone, locale, language, federationId };
}

function loginValue({ app, flow, scopes, ipRanges, certificate, sessionTimeout }: DeclaredLogin): Value {
  return { app, flow, scopes, ipRanges, certificate, sessionTimeout };
}

function differenceValue({ present, user, ipRanges, certificate }: DeclaredDifference): Value {
  // An environment that is named and empty says that nothing differs there: it stays.
  return { present: present ? undefined : false, user: userValue(user), ipRanges, certificate };
}

/** Without what is absent or empty; an entry of `environments` may be empty. */
function without(value: Value, path: readonly string[] = []): Value {
  if (typeof value !== 'object' || isList(value)) return value;
  const kept = Object.entries(value)
    .map(([key, item]) => [key, without(item, [...path, key])] as const)
    .filter(([, item]) => !isEmpty(item) || (path.length === 1 && path[0] === 'environments'));
  return Object.fromEntries(kept);
}

function isList(value: Value): value is readonly string[] {
  return Array.isArray(value);
}

function isEmpty(value: Value): boolean {
  return value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** Lists that fit on a line stand on one. */
const LONGEST_LINE = 80;

function styleLists(document: Document): void {
  visit(document, {
    Seq: (_, list) => {
      const width = list.items.reduce<number>((sum, item) => sum + String((item as Scalar).value).length + 2, 0);
      list.flow = width <= LONGEST_LINE;
    },
  });
}

/** A list on one line, for new keys of an existing file. */
export function lineList(names: readonly string[]): YAMLSeq {
  const list = new YAMLSeq();
  list.flow = true;
  list.items = names.map((name) => new Scalar(name));
  return list;
}
