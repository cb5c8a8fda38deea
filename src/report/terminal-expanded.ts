import type { Expansion } from '../model/expansion.ts';
import { counted, paint, type Style, sign, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

const FROM: Readonly<Record<Expansion['from'], string>> = {
  use: 'from what is used',
  grants: 'as it is granted',
  nothing: 'not known',
  declared: 'as its file says',
};

/** Which files were written, from what their access follows, and the way to the cut-over. */
export function terminalExpanded(expansions: readonly Expansion[], org: string | undefined, style: Style): string {
  const lines = expansions.flatMap((one) => [...expansionLines(one, style), '']);
  return `${[...lines, ...checklist(expansions, org, style)].join('\n')}\n`;
}

function expansionLines(one: Expansion, style: Style): readonly string[] {
  const { file, replaces, application, evidence, objects, notes, addresses, from } = one;
  const old = replaces.user ?? replaces.person ?? replaces.permissionSets.join(', ');
  const dot = sign('·', style);
  const who = application === '' ? '' : `${application} (${evidence.join(', ')}) ${dot} `;
  const told = objects.length > 4 ? counted(objects.length, 'object') : objects.join(', ') || 'no object';
  return [
    ...wrapped(
      `${paint('good', sign('✓', style), style)} ${untrustedLine(file)} written, beside ${untrustedLine(old)}`,
      1,
      style,
    ),
    ...wrapped(untrustedLine(`${who}access ${FROM[from]}: ${told}`), 3, style),
    ...(addresses.length > 0
      ? wrapped(untrustedLine(`seen from ${addresses.join(', ')}: worth a line login: { ipRanges }`), 3, style)
      : []),
    ...notes.flatMap((note) =>
      wrapped(
        paint(from === 'nothing' ? 'high' : 'medium', `${sign('▲', style)} ${untrustedLine(note)}`, style),
        3,
        style,
      ),
    ),
  ];
}

function checklist(expansions: readonly Expansion[], org: string | undefined, style: Style): readonly string[] {
  const target = org === undefined ? '' : ` --target-org ${org}`;
  const names = expansions.map(({ name }) => name);
  const first = names[0] ?? '';
  const loggingIn = expansions.filter(({ flow }) => flow !== undefined);
  const targets = names.map((name) => ` --target ${name}`).join('');
  const steps = [
    'Read the files: owner, purpose, access. Take out what you know it does not need.',
    `leastwise apply${targets}${target}`,
    ...(loggingIn.length > 0
      ? [
          `Get the credentials to the application: leastwise login credentials (${loggingIn.map(({ name, flow }) => `${name}: ${flow}`).join(', ')})`,
          'Switch the application over. The old account goes on working: there is no hurry, and a way back.',
        ]
      : ['Nothing has to be switched over: the accounts stay, and hold the old set beside the new one.']),
    `See where it stands: leastwise status${target}`,
    `When the old one is silent: leastwise contract ${first}${target}`,
  ];
  return [
    ...wrapped(paint('strong', 'Cut-over', style), 1, style),
    ...steps.flatMap((step, at) => wrapped(untrustedLine(`${at + 1}  ${step}`), 3, style)),
  ];
}
