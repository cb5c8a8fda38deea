import type { LocalOrg } from '../local-org/local-org.ts';
import { untrustedLine } from '../report/untrusted-text.ts';

const SHOWN_PROBLEMS = 8;

export interface ReadyFacts {
  readonly org: LocalOrg;
  readonly token: string;
  /** Name under which the Salesforce CLI is to know it. */
  readonly alias: string;
  readonly file: string | undefined;
  /** First and last API version. */
  readonly versions: readonly [number, number];
}

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** What `org start` says when the org listens: the copied line works as it is. */
export function orgReadyText({ org, token, alias, file, versions }: ReadyFacts): string {
  const { people, integrations, applications, records, name } = org.summary();
  const [oldest, newest] = versions;
  const rows: readonly (readonly [string, string])[] = [
    ['log in', `SF_ACCESS_TOKEN='${token}' sf org login access-token -r ${org.url} --no-prompt -a ${alias}`],
    [
      'holds',
      [
        counted(integrations, 'integration'),
        counted(people, 'person', 'people'),
        counted(applications, 'application'),
        counted(records, 'record'),
      ].join(' · '),
    ],
    ['kept in', file ?? 'memory: it is gone when it ends (--file keeps it)'],
    ['admin', `${org.url}/leastwise/admin  x-leastwise-key: ${org.adminKey}`],
    ['try', `leastwise audit --target-org ${alias}`],
  ];
  return [
    ` ${untrustedLine(name)} is a Salesforce org on ${org.url} (API ${oldest}–${newest}). It enforces permissions. Ctrl-C ends it.`,
    ...rows.map(([label, text]) => `   ${label.padEnd(9)} ${text}`),
    ...notLoadedLines(org),
  ].join('\n');
}

function notLoadedLines({ loaded: { problems } }: LocalOrg): readonly string[] {
  if (problems.length === 0) return [];
  const shown = problems.slice(0, SHOWN_PROBLEMS).map(({ problem, components: [first = '', ...others] }) => {
    const who = others.length === 0 ? first : `${first} and ${others.length} more`;
    return `     ${untrustedLine(problem)} (${untrustedLine(who)})`;
  });
  const rest = problems.length - shown.length;
  return [
    `   not loaded: ${counted(problems.length, 'thing')} that ${problems.length === 1 ? 'is' : 'are'} named and not there`,
    ...shown,
    ...(rest > 0 ? [`     … and ${rest} more (--json lists all)`] : []),
  ];
}
