import type { IpRelaxation, Reference, RefreshTokenPolicy } from '../../model/app.ts';
import type { Origin } from '../../model/origin.ts';
import type { SecretSighting } from '../../model/snapshot.ts';
import { toNumber, type XmlElement } from './parse-xml.ts';

/**
 * Values that the files of connected apps and external client apps write in their own ways, and that mean the same.
 * Source: Metadata API v68, ConnectedApp and ExtlClntAppOauthConfigurablePolicies.
 */
export function toIpRelaxation(text: string): IpRelaxation | undefined {
  switch (text.toLowerCase()) {
    case 'enforce':
      return 'enforce';
    case 'enforce_relaxrefresh':
      return 'enforce-relax-refresh';
    case 'bypass_2factor':
      return 'bypass-with-second-factor';
    case 'bypass':
      return 'bypass';
    default:
      return undefined;
  }
}

/** `infinite`, `zero`, or a kind (`specific_lifetime`, `SpecificInactivity`) with a period and its unit. */
export function toRefreshPolicy(kind: string, period: string, unit: string): RefreshTokenPolicy | undefined {
  const word = kind.toLowerCase().replace(/_/g, '');
  if (word === 'infinite' || word === 'zero') return { kind: word, days: undefined };
  const named = word === 'specificlifetime' ? 'lifetime' : word === 'specificinactivity' ? 'inactivity' : undefined;
  if (named === undefined) return undefined;
  const count = toNumber(period);
  return { kind: named, days: count === undefined ? undefined : count * daysIn(unit) };
}

function daysIn(unit: string): number {
  const word = unit.toLowerCase();
  if (word.startsWith('hour')) return 1 / 24;
  return word.startsWith('month') ? 30 : 1;
}

export function splitList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

export function toReferences(names: readonly string[], origin: Origin): Reference[] {
  return names.filter((name) => name !== '').map((name) => ({ name, origin }));
}

/** Where each setting stands, by element name; of several the first. */
export function collectLines(
  root: XmlElement,
  path: string,
  lines: Record<string, Origin> = {},
): Record<string, Origin> {
  const open: XmlElement[] = [...root.children].reverse();
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    if (!Object.hasOwn(lines, element.name)) lines[element.name] = { path, line: element.line };
    for (let i = element.children.length - 1; i >= 0; i--) open.push(element.children[i] as XmlElement);
  }
  return lines;
}

const SECRET_ELEMENTS: Readonly<Record<string, SecretSighting['kind']>> = {
  consumerKey: 'consumer-key',
  consumerSecret: 'consumer-secret',
  password: 'consumer-secret',
  oauthToken: 'consumer-secret',
  oauthRefreshToken: 'consumer-secret',
  awsAccessSecret: 'consumer-secret',
  ecKey: 'private-key',
};
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
/** What people and tools write where a secret was: `REDACTED`, `{{SECRET}}`, `${SECRET}`, `%SECRET%`, `****`, `REPLACE_CLIENT_SECRET`. */
const PLACEHOLDER =
  /^(\W*redacted\W*|.*(\{\{|\$\{).*|%\w+%|<[^>]*>|__\w+__|[*xX.•-]+|(place_?holder|replace|your|insert|dummy|example)([\W_].*)?|change_?me|todo)$/i;
/** `CLIENT_SECRET`: words in capitals, as one writes what is to be filled in. Secrets have digits. */
const NAME_OF_A_SECRET = /^[A-Z]{2,}(_[A-Z]{2,})+$/;

/** Kinds of files in which those elements hold secrets. */
const SECRET_ROOTS: ReadonlySet<string> = new Set([
  'ConnectedApp',
  'ExtlClntAppGlobalOauthSettings',
  'NamedCredential',
  'AuthProvider',
]);

/** Secrets in plain sight in a file: where they stand, never what they are. */
export function findSecrets(root: XmlElement, path: string, holder: string): SecretSighting[] {
  const found: SecretSighting[] = [];
  const open: XmlElement[] = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    const kind = secretKind(element, SECRET_ROOTS.has(root.name));
    if (kind !== undefined) found.push({ kind, holder, path, line: element.line });
    for (let i = element.children.length - 1; i >= 0; i--) open.push(element.children[i] as XmlElement);
  }
  return found;
}

/** The same file with nothing in place of its secrets: the rest of the reader does not get to see them. */
export function withoutSecrets(root: XmlElement): XmlElement {
  const hide = (element: XmlElement): XmlElement => ({
    ...element,
    text: secretKind(element, SECRET_ROOTS.has(root.name)) === undefined ? element.text : '',
    children: element.children.map(hide),
  });
  return hide(root);
}

function secretKind(element: XmlElement, byName: boolean): SecretSighting['kind'] | undefined {
  if (PRIVATE_KEY.test(element.text)) return 'private-key';
  if (!byName || element.text === '' || !Object.hasOwn(SECRET_ELEMENTS, element.name)) return undefined;
  const isPlaceholder = PLACEHOLDER.test(element.text) || NAME_OF_A_SECRET.test(element.text);
  return isPlaceholder ? undefined : SECRET_ELEMENTS[element.name];
}

/** `{{PLACEHOLDER}}` or `${PLACEHOLDER}` anywhere: the file is filled in when it is deployed. */
export function isTemplate(root: XmlElement): boolean {
  const open: XmlElement[] = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    if (/\{\{[^{}]*\}\}|\$\{[^{}]*\}/.test(element.text)) return true;
    open.push(...element.children);
  }
  return false;
}
