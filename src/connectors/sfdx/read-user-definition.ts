import type { Assignment, User } from '../../model/user.ts';
import type { Fact } from './facts.ts';

/** Why a file that calls itself a user definition is none. */
export interface UserDefinitionFailure {
  readonly message: string;
  /** 1-based; 0 when unknown. */
  readonly line: number;
}

/**
 * A user definition file of the Salesforce CLI (`sf org create user --definition-file`): fields of User, with
 * `profileName` and `permsets`. Answers `undefined` when the JSON is something else.
 */
export function readUserDefinition(text: string, path: string): Fact | UserDefinitionFailure | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { message: 'is no JSON', line: 0 };
  }
  if (!isRecord(content)) return undefined;
  const fields = new Map(Object.entries(content).map(([key, value]) => [key.toLowerCase(), value]));
  if (!['profilename', 'permsets', 'username'].some((key) => fields.has(key))) return undefined;
  const lineOf = lineFinder(text);
  const username = textField(fields, 'username') || path.slice(path.lastIndexOf('/') + 1).replace(/\.json$/i, '');
  return {
    kind: 'user',
    value: toUser(fields, username, path, lineOf('username')),
    assignments: permissionSetNames(fields.get('permsets')).map(
      (name): Assignment => ({
        username,
        target: { kind: 'permission-set', name },
        expires: undefined,
        ended: undefined,
        origin: { path, line: lineOf('permsets', name) },
      }),
    ),
  };
}

/** Without `Username` the CLI makes one up when it creates the user: then the file's own name stands for it. */
function toUser(fields: ReadonlyMap<string, unknown>, username: string, path: string, line: number): Omit<User, 'id'> {
  const name = [textField(fields, 'firstname'), textField(fields, 'lastname')].filter((part) => part !== '').join(' ');
  return {
    username,
    name: name || username,
    email: textField(fields, 'email'),
    active: fields.get('isactive') !== false,
    frozen: false,
    profile: textField(fields, 'profilename') || undefined,
    license: undefined,
    permissionSetLicenses: [],
    recordId: undefined,
    type: undefined,
    role: undefined,
    created: undefined,
    lastLogin: undefined,
    origin: { path, line },
  };
}

function textField(fields: ReadonlyMap<string, unknown>, key: string): string {
  const value = fields.get(key);
  return typeof value === 'string' ? value.trim() : '';
}

/** A list of names, or one string with commas between them: the CLI takes both. */
function permissionSetNames(value: unknown): string[] {
  const items = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return items
    .filter((item): item is string => typeof item === 'string')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Finds the line of `"key"`, or of `"value"` at or after it, in the text as written. */
function lineFinder(text: string): (key: string, value?: string) => number {
  const lower = text.toLowerCase();
  return (key, value) => {
    const at = lower.indexOf(`"${key}"`);
    if (at === -1) return 1;
    const found = value === undefined ? at : text.indexOf(JSON.stringify(value), at);
    return text.slice(0, found === -1 ? at : found).split('\n').length;
  };
}
