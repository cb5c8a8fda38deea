/**
 * Names, labels and descriptions come from whoever may edit the org. They are escaped here, once for each medium, at the
 * moment they are printed.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;
/** Characters that reorder or hide text: bidirectional controls, zero-width ones, tags, line and paragraph separators. */
const DECEPTIVE = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const visible = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

/** One line for a terminal or a log: nothing in it can move the cursor, change colours or reorder text. */
export function untrustedLine(text: string): string {
  return text
    .replaceAll(LONE_SURROGATE, '\ufffd')
    .replaceAll(/\r\n|[\n\r\t]/g, ' ')
    .replaceAll(CONTROL, visible)
    .replaceAll(DECEPTIVE, visible);
}

/** Inside Markdown prose or a table cell: no link, image, code, HTML, mention or cell border comes of it. */
export function untrustedMarkdown(text: string): string {
  return untrustedLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_{}[\]()#+!|~$]/g, '\\$&')
    .replaceAll('@', '@\u200d')
    .replaceAll(/\b(https?|ftp|mailto|www)([:.])/gi, '$1\u200d$2');
}

/** One CSV field (RFC 4180). A leading `=`, `+`, `-`, `@` would be a formula to a spreadsheet, so it gets an apostrophe. */
export function untrustedCsv(text: string): string {
  const line = untrustedLine(text);
  const harmless = /^\s*[=+\-@]/.test(line) ? `'${line}` : line;
  return /[",\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

const XML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML text or attribute value; characters that XML forbids are shown by their number. */
export function untrustedXml(text: string): string {
  return untrustedLine(text)
    .replaceAll(/[\ufffe\uffff]/g, visible)
    .replaceAll(/[&<>"']/g, (character) => XML_ENTITIES[character] ?? character);
}
