import { createHmac } from 'node:crypto';
import { standardProfile } from '../../platform/standard-profiles.ts';

/** Gives names that say nothing, the same one for the same name. */
export interface Pseudonyms {
  /** A name that people of the org chose: of a set, an app, a class. */
  name(text: string): string;
  /** The API name of an object or field: what Salesforce ships keeps its name, what is custom keeps its suffix. */
  apiName(text: string): string;
  username(text: string): string;
  /** `permission-set:ERP_Orders#2`, `user:jane@acme.example`. */
  id(text: string): string;
  /** Where a fact was read: a record, or a file. */
  path(text: string): string;
  address(text: string): string;
}

const CUSTOM = /^(.+?)(__(?:c|r|x|e|b|s|mdt|kav|pc|share|history|feed|tag|changeevent))$/i;
const RECORD_ID = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;
/** Twelve hexadecimal digits: among a million names, two share one about once in five hundred files. */
const DIGITS = 12;

/**
 * Keyed, so that nobody can try names until one fits; the key is kept nowhere.
 *
 * @param kept names that stay, in lower case: they are Salesforce's or a package's, not the org's
 */
export function createPseudonyms(key: Uint8Array, kept: ReadonlySet<string>): Pseudonyms {
  const known = new Map<string, string>();
  const digest = (text: string): string => {
    const folded = text.trim().toLowerCase();
    const found = known.get(folded) ?? createHmac('sha256', key).update(folded).digest('hex').slice(0, DIGITS);
    known.set(folded, found);
    return found;
  };
  const isKept = (text: string): boolean =>
    text === '' ||
    kept.has(text.toLowerCase()) ||
    standardProfile(text) !== undefined ||
    /^standard(__|-)/.test(text) ||
    RECORD_ID.test(text);
  const name = (text: string): string => (isKept(text) ? text : `N${digest(text)}`);
  const apiPart = (text: string): string => {
    const [, stem, suffix] = CUSTOM.exec(text) ?? [];
    return stem === undefined || isKept(text) ? text : `N${digest(stem)}${suffix}`;
  };
  const apiName = (text: string): string => text.split('.').map(apiPart).join('.');
  const username = (text: string): string =>
    text === '' || RECORD_ID.test(text) ? text : `u${digest(text)}@pseudonym.invalid`;
  return {
    name,
    apiName,
    username,
    id: (text) => {
      const [, kind = '', what = '', number = ''] = /^([^:]*:)?(.*?)(#\d+)?$/s.exec(text) ?? [];
      return `${kind}${kind === 'user:' ? username(what) : name(what)}${number}`;
    },
    path: (text) => {
      const [, object = '', rest = ''] = /^([A-Za-z]+)\/([^/]+)$/.exec(text) ?? [];
      if (text === '' || RECORD_ID.test(rest) || /^[A-Za-z]+$/.test(text)) return text;
      if (object === 'FieldDefinition' || object === 'EntityDefinition') return `${object}/${apiName(rest)}`;
      return `f${digest(text)}${/\.[a-zA-Z]+(-meta)?\.[a-z]+$/.exec(text)?.[0] ?? ''}`;
    },
    address: (text) => {
      if (text === '') return text;
      return `${/^[a-z]+:\/\//.exec(text)?.[0] ?? ''}h${digest(text)}.invalid`;
    },
  };
}
