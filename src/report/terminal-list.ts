import type { Diagnostic } from '../model/diagnostic.ts';
import type { Integration } from '../model/integration.ts';
import type { SnapshotSource } from '../model/snapshot.ts';
import { counted, paint, type Style, sign, wrapped } from './style.ts';
import { placeText, withPlace } from './terminal-explanation.ts';
import { untrustedLine } from './untrusted-text.ts';
import { sourceText } from './wording.ts';

const CLASSES = { own: '', salesforce: 'shipped by Salesforce', package: 'from a package' } as const;

function parts({ users, groups, permissionSets, profiles, apps }: Integration): string {
  const named = (list: readonly string[], word: string): readonly string[] =>
    list.length === 0 ? [] : [`${word} ${list.map((id) => untrustedLine(id.slice(id.indexOf(':') + 1))).join(', ')}`];
  return [
    ...named(apps, 'app'),
    ...named(
      users.map((username) => `user:${username}`),
      'user',
    ),
    ...named(profiles, 'profile'),
    ...named(permissionSets, 'set'),
    ...named(groups, 'group'),
  ].join(' · ');
}

/** Each integration with its parts and the evidence that made it one. */
export function terminalList(
  list: {
    readonly source: SnapshotSource;
    readonly integrations: readonly Integration[];
    readonly diagnostics: readonly Diagnostic[];
  },
  style: Style,
): string {
  const dot = ` ${sign('·', style)} `;
  const entries = list.integrations.flatMap((integration) => {
    const tags = [
      integration.confidence,
      CLASSES[integration.class],
      integration.owner === undefined ? '' : `owner ${untrustedLine(integration.owner)}`,
    ];
    const told = tags.filter((tag) => tag !== '').join(dot);
    return [
      ...wrapped(`${paint('name', untrustedLine(integration.name), style)}  ${paint('quiet', told, style)}`, 1, style),
      ...wrapped(style.unicode ? parts(integration) : parts(integration).replaceAll('·', '-'), 3, style),
      ...integration.evidence.flatMap(({ text, origin }) => {
        return withPlace(
          paint('quiet', `${sign('·', style)} ${untrustedLine(text)}`, style),
          placeText(origin),
          3,
          style,
        );
      }),
      '',
    ];
  });
  const errors = list.diagnostics.filter(({ level }) => level === 'error').length;
  const closing = [
    `${counted(list.integrations.length, 'integration')} in ${sourceText(list.source)}`,
    ...(errors > 0 ? [paint('medium', `${counted(errors, 'file')} could not be read`, style)] : []),
  ];
  return `${[...entries, ...wrapped(closing.join(dot), 1, style)].join('\n')}\n`;
}
