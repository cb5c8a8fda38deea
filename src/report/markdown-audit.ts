import type { Audit } from '../model/audit.ts';
import { type Finding, SEVERITIES } from '../model/finding.ts';
import { places } from './places.ts';
import { counted } from './style.ts';
import { untrustedMarkdown } from './untrusted-text.ts';
import { accessWords, foundBy } from './wording.ts';

/** GitHub refuses longer comments. */
const MAX_CHARACTERS = 65_536;
const ICONS = { critical: '🟥', high: '🟧', medium: '🟨', low: '🟦', info: '⬜' } as const;

function integrationTable(audit: Audit): readonly string[] {
  if (audit.integrations.length === 0) return ['No integration was found.', ''];
  return [
    '| integration | found by | reaches | verdict |',
    '|---|---|---|---|',
    ...audit.integrations.map(
      (integration) =>
        `| ${untrustedMarkdown(integration.name)} | ${untrustedMarkdown(foundBy(integration))} | ${accessWords(integration.reach)} | ${untrustedMarkdown(integration.verdict)} |`,
    ),
    '',
  ];
}

function findingBlock(finding: Finding): string {
  const { texts, left } = places(finding.locations, 10);
  const where = texts.map(untrustedMarkdown).join('<br>') + (left > 0 ? ` and ${left} more` : '');
  const details =
    finding.details.length > 0
      ? [
          `  ${finding.details.slice(0, 20).map(untrustedMarkdown).join(', ')}${finding.details.length > 20 ? ' …' : ''}`,
        ]
      : [];
  const waived = finding.outcome === 'waived' ? ` · waived: ${untrustedMarkdown(finding.reason)}` : '';
  return [
    `- ${ICONS[finding.severity]} **${finding.severity}** ${finding.rule} · ${untrustedMarkdown(finding.subject)}${waived}`,
    `  ${untrustedMarkdown(finding.message)}`,
    ...details,
    `  ${where}`,
    `  **fix** ${untrustedMarkdown(finding.fix)}`,
  ].join('<br>\n');
}

/** A comment on a pull request, or a job summary. What does not fit is counted, never cut in the middle. */
export function markdownAudit(audit: Audit): string {
  const { counts } = audit;
  const found = SEVERITIES.filter((severity) => counts.findings[severity] > 0).map(
    (severity) => `${counts.findings[severity]} ${severity}`,
  );
  const notChecked = counts.notChecked > 0 ? ` · ${counted(counts.notChecked, 'rule')} not checked` : '';
  const head = [
    '### Leastwise: integrations of this org',
    '',
    `${counted(audit.integrations.length, 'integration')} · ${found.length > 0 ? found.join(', ') : 'no findings'}${counts.waived > 0 ? ` · ${counts.waived} waived` : ''}${notChecked}${audit.partial ? ' · **partial: some files could not be read**' : ''}`,
    '',
    ...integrationTable(audit),
  ].join('\n');
  const blocks = audit.findings.map(findingBlock);
  let text =
    head.length > MAX_CHARACTERS / 2
      ? `${head.slice(0, head.lastIndexOf('\n', MAX_CHARACTERS / 2))}\n\n… and more integrations.\n`
      : head;
  for (const [at, block] of blocks.entries()) {
    const left = blocks.length - at;
    if (text.length + block.length + 100 > MAX_CHARACTERS) return `${text}\n… and ${counted(left, 'more finding')}.\n`;
    text += `\n${block}\n`;
  }
  return text;
}
