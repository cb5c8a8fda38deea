import type { Author, Divergence } from '../model/plan.ts';
import { paint, type Style, sign, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

/** `jane@acme.com, 2026-11-02 14:03, from 203.0.113.7`. */
export function authorWords({ by, at, from }: Author): string {
  const who = by === '' ? 'Salesforce' : by;
  return [who, at.slice(0, 16).replace('T', ' '), ...(from === undefined ? [] : [`from ${from}`])].join(', ');
}

const SHOWN = 12;

/** What differs, a line each under the integration's name, and who did it. */
export function divergenceLines({ integration, texts, author }: Divergence, style: Style): readonly string[] {
  const shown = style.verbose ? texts : texts.slice(0, SHOWN);
  const left = texts.length - shown.length;
  const name = integration === '' ? 'all integrations' : untrustedLine(integration);
  const who = author === undefined ? '' : `  ${paint('quiet', untrustedLine(authorWords(author)), style)}`;
  return [
    ...wrapped(`${paint('name', name, style)}${who}`, 3, style),
    ...shown.flatMap((text) => wrapped(untrustedLine(text), 5, style)),
    ...(left > 0 ? wrapped(`${sign('…', style)} and ${left.toLocaleString('en-US')} more (--verbose)`, 5, style) : []),
  ];
}
