import type { Evidence } from '../model/evidence.ts';
import { counted, paint, type Style, sign, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

/** Who is out, what it was, and where that is written. */
export function terminalPanicked(
  { evidence, file }: { readonly evidence: Evidence; readonly file: string },
  subject: string,
  style: Style,
): string {
  const tick = paint('good', sign('✓', style), style);
  const lines = evidence.users.flatMap(({ username, assignments, tokens, sessions, logins, blastRadius }) => {
    const took = [
      counted(tokens.length, 'token'),
      counted(sessions.length, 'session'),
      counted(assignments.length, 'assignment'),
    ];
    const from = [...new Set(logins.map(({ sourceIp }) => sourceIp))].slice(0, 5).join(', ');
    const reach = blastRadius
      ? `It reached ${counted(blastRadius.objects, 'object')}, ${counted(blastRadius.readableFields, 'field')}${blastRadius.everything.length > 0 ? `; ${blastRadius.everything.join(', ')}` : ''}.`
      : 'What it reached could not be worked out.';
    return [
      ...wrapped(`${tick} ${untrustedLine(`${username} is frozen; taken: ${took.join(', ')}`)}`, 1, style),
      ...wrapped(untrustedLine(`${reach} Last log-ins from ${from || 'nowhere'}.`), 3, style),
    ];
  });
  return `${[
    ...lines,
    ...evidence.notes.flatMap((note) =>
      wrapped(paint('medium', `${sign('▲', style)} ${untrustedLine(note)}`, style), 3, style),
    ),
    ...wrapped(
      paint('quiet', untrustedLine(`Evidence: ${file}   Undo: leastwise unpanic ${subject}`), style),
      1,
      style,
    ),
  ].join('\n')}\n`;
}

/** What came back, and what did not. */
export function terminalUnpanicked(
  { given, gone }: { readonly given: readonly string[]; readonly gone: readonly string[] },
  style: Style,
): string {
  return `${[
    ...wrapped(
      `${paint('good', sign('✓', style), style)} ${counted(given.length, 'step')} taken back: ${untrustedLine(given.join(', '))}`,
      1,
      style,
    ),
    ...gone.flatMap((text) => wrapped(paint('medium', `${sign('▲', style)} ${untrustedLine(text)}`, style), 3, style)),
    ...wrapped(paint('quiet', 'Tokens are gone for good: give the application new credentials.', style), 1, style),
  ].join('\n')}\n`;
}
