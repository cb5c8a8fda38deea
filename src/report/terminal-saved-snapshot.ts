import type { SavedSnapshot } from '../model/saved-snapshot.ts';
import { counted, digits, paint, type Style, sign, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';
import { sourceText } from './wording.ts';

/** What was kept, and what can be asked of it now. */
export function terminalSavedSnapshot(file: string, { snapshot, pseudonyms }: SavedSnapshot, style: Style): string {
  const dot = ` ${sign('·', style)} `;
  const { containers, users, source, coverage } = snapshot;
  const unread = Object.values(coverage).filter(({ state }) => state === 'denied').length;
  const held = [
    untrustedLine(file),
    sourceText(source),
    counted(containers.length, 'profile or set', 'profiles and sets'),
    counted(users.length, 'user'),
    ...(source.apiCalls === undefined ? [] : [`${digits(source.apiCalls)} API calls`]),
    ...(pseudonyms ? ['names replaced'] : []),
  ];
  return `${[
    ...wrapped(held.join(dot), 1, style),
    ...(unread > 0
      ? wrapped(
          paint('medium', `${counted(unread, 'kind')} of facts could not be read: leastwise doctor says why`, style),
          1,
          style,
        )
      : []),
    ...wrapped(paint('quiet', `Next: leastwise audit ${untrustedLine(file)}`, style), 1, style),
  ].join('\n')}\n`;
}
