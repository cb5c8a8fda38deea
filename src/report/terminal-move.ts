import type { Move } from '../model/move.ts';
import type { OwnedThings } from '../model/owned-things.ts';
import { counted, digits, paint, type Style, sign, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

/** Which step will be taken, why it may be, and what it leaves behind. */
export function terminalMove(move: Move, style: Style): string {
  const { username, from, to, silence, owned } = move;
  const arrow = sign('→', style);
  const head =
    to === undefined
      ? `${username}: what was begun (${from}) is finished first`
      : `${username}: ${from} ${arrow} ${to}`;
  return `${[
    ...wrapped(paint('strong', untrustedLine(head), style), 1, style),
    ...wrapped(untrustedLine(silence.text), 3, style),
    ...silence.blindSpots.flatMap((spot) =>
      wrapped(paint('medium', `${sign('▲', style)} blind spot: ${untrustedLine(spot)}`, style), 3, style),
    ),
    ...(owned ? ownedLines(owned, style) : []),
  ].join('\n')}\n`;
}

/** What a user owns, line by line; what breaks stands first. */
function ownedLines(owned: OwnedThings, style: Style): readonly string[] {
  const { scheduledJobs, runningJobs, dashboards, apps, credentialPrincipals, records, reports, unknown } = owned;
  const breaks = [
    ...scheduledJobs.map(
      ({ name, next }) => `scheduled job ${name}${next ? `, next on ${next.slice(0, 10)}` : ''}: it stops`,
    ),
    ...(runningJobs > 0 ? [`${counted(runningJobs, 'job')} in the queue`] : []),
    ...dashboards.map((title) => `dashboard ${title} runs as it: it breaks`),
    ...apps.map((app) => `app ${app} runs as it`),
    ...credentialPrincipals.map((name) => `named-credential principal ${name} is opened by its sets`),
  ];
  const stays = [
    ...records.map(({ object, count }) => `${digits(count)} ${object}`),
    ...(reports > 0 ? [counted(reports, 'report')] : []),
  ];
  const line = (tone: 'high' | 'quiet' | 'medium', text: string): readonly string[] =>
    wrapped(paint(tone, untrustedLine(text), style), 5, style);
  return [
    ...wrapped('It owns:', 3, style),
    ...breaks.flatMap((text) => line('high', text)),
    ...(stays.length > 0 ? line('quiet', `${stays.join(', ')}: they stay as they are`) : []),
    ...(breaks.length + stays.length === 0 ? line('quiet', 'nothing that was found') : []),
    ...unknown.flatMap((text) => line('medium', `not known: ${text}`)),
  ];
}

/** What comes after a step. */
export function terminalMoved(
  { to, left, plan }: Move,
  { command, name, org }: { readonly command: string; readonly name: string; readonly org: string | undefined },
  style: Style,
): string {
  const target = org === undefined ? '' : ` --target-org ${org}`;
  const done =
    to === undefined
      ? 'What was begun is done.'
      : plan.changes.length === 0
        ? `Now ${to}: nothing of it was left to take.`
        : `Now ${to}.`;
  const next =
    left.length > 0
      ? `Next: leastwise ${command} ${name}${target} (${left.join(', ')})   ${sign('·', style)}   Back: --back`
      : 'Nothing of it is left. Its section may go from the file.';
  return `${[...wrapped(paint('good', done, style), 1, style), ...wrapped(paint('quiet', untrustedLine(next), style), 1, style)].join('\n')}\n`;
}

/** What was given back, and what could not be. */
export function terminalStepBack(
  {
    from,
    to,
    files,
    undo,
  }: {
    readonly from: string;
    readonly to: string;
    readonly files: readonly { readonly file: string }[];
    readonly undo: unknown;
  },
  style: Style,
): string {
  const arrow = sign('→', style);
  const told = `${from} ${arrow} ${to}: ${files.map(({ file }) => file).join(', ')}`;
  const nothing = undo
    ? []
    : wrapped(
        paint('medium', 'The step took nothing that can be given back: tokens are gone for good.', style),
        1,
        style,
      );
  return `${[...wrapped(`${paint('good', sign('✓', style), style)} ${untrustedLine(told)}`, 1, style), ...nothing].join('\n')}\n`;
}
