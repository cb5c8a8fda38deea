import type { DeclaredKept, DeclaredPart } from '../model/declaration.ts';
import { paint, type Style, sign, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

const PARTS: Readonly<Record<DeclaredPart, string>> = { user: 'user', permissionSet: 'permission set' };

/** Which file was written, what it keeps that departs from the design, and what to do next. */
export function terminalImported(
  imported: {
    readonly file: string;
    readonly declaration: { readonly keeps: DeclaredKept; readonly without: readonly DeclaredPart[] };
    readonly left: readonly string[];
  },
  style: Style,
): string {
  const { keeps, without } = imported.declaration;
  const debts = [
    ...(keeps.profile === undefined ? [] : [`keeps the profile ${keeps.profile}`]),
    ...keeps.permissionSets.map((name) => `keeps the permission set ${name}`),
    ...keeps.groups.map((name) => `keeps the group ${name}`),
    ...without.map((part) => `has no ${PARTS[part]} of its own yet`),
  ];
  const next =
    imported.left.length > 0
      ? `A plan would still change ${imported.left.length}: leastwise plan`
      : 'A plan finds nothing to do. Edit the file, then: leastwise plan';
  return `${[
    ...wrapped(`${paint('good', sign('✓', style), style)} ${untrustedLine(imported.file)} written.`, 1, style),
    ...debts.flatMap((debt) => wrapped(paint('medium', `${sign('▲', style)} ${untrustedLine(debt)}`, style), 3, style)),
    ...wrapped(paint('quiet', next, style), 1, style),
  ].join('\n')}\n`;
}
