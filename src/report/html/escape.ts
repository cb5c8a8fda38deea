import { untrustedLine } from '../untrusted-text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Text for the page, inside an element or a quoted attribute. Every name goes through here; nothing else may escape. */
export function text(untrusted: string): string {
  return untrustedLine(untrusted).replaceAll(/[&<>"'`]/g, (character) => ENTITIES[character] ?? character);
}

/** Data for the script of the page: valid JSON that can neither end its element nor open a comment. */
export function embeddedJson(value: unknown): string {
  return JSON.stringify(value)
    .toWellFormed()
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
