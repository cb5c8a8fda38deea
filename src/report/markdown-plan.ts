import type { Change } from '../model/change.ts';
import { differenceOf } from '../model/grant-list.ts';
import { formatPermission } from '../model/permission-text.ts';
import type { Divergence, Plan } from '../model/plan.ts';
import { nameOfChange, signOf, subjectWord } from './change-text.ts';
import { authorWords } from './divergence-lines.ts';
import { counted } from './style.ts';
import { planCounts, riskWords } from './terminal-plan.ts';
import { untrustedMarkdown } from './untrusted-text.ts';

const MOST_ROWS = 60;
const MOST_GRANTS = 10;

/** A comment on a pull request: what would change, what it means for risk, what is refused. */
export function markdownPlan(plan: Plan): string {
  const { add, change, destroy } = planCounts(plan);
  const where = untrustedMarkdown(plan.target.label);
  const refused = plan.findings.filter(({ effect }) => effect === 'refuse');
  const icon = refused.length > 0 ? '❌' : plan.changes.length === 0 ? '✅' : '📋';
  const counts = plan.changes.length === 0 ? 'no changes' : `${add} to add, ${change} to change, ${destroy} to destroy`;
  return `${[
    `### ${icon} Plan for ${where}: ${counts}`,
    '',
    ...refused.map(
      ({ rule, message, fix }) =>
        `- **refused** ${untrustedMarkdown(rule)}: ${untrustedMarkdown(message)} *${untrustedMarkdown(fix)}*`,
    ),
    ...driftBlock(plan.drift),
    ...changeTable(plan.changes),
    ...riskTable(plan),
  ].join('\n')}\n`;
}

function driftBlock(drift: readonly Divergence[]): readonly string[] {
  const moved = drift.filter((divergence) => divergence.moved === 'source');
  return moved.length === 0 ? [] : ['**Changed outside of the declarations:**', '', ...moved.map(divergenceItem), ''];
}

function divergenceItem({ integration, texts, author }: Divergence): string {
  const who = author ? ` (${untrustedMarkdown(authorWords(author))})` : '';
  const name = integration === '' ? 'all integrations' : integration;
  return `- ${untrustedMarkdown(name)}: ${listed(texts)}${who}`;
}

function listed(texts: readonly string[]): string {
  const left = texts.length - MOST_GRANTS;
  const shown = texts.slice(0, MOST_GRANTS).map(untrustedMarkdown).join(', ');
  return left > 0 ? `${shown} and ${left} more` : shown;
}

function changeTable(changes: readonly Change[]): readonly string[] {
  if (changes.length === 0) return [];
  const left = changes.length - MOST_ROWS;
  return [
    '| | integration | what | why |',
    '|---|---|---|---|',
    ...changes.slice(0, MOST_ROWS).map((change) => {
      const what = `${subjectWord(change)} ${untrustedMarkdown(nameOfChange(change))}${grantsOf(change)}`;
      return `| \`${signOf(change)}\` | ${untrustedMarkdown(change.integration)} | ${what} | ${untrustedMarkdown(change.reason)} |`;
    }),
    ...(left > 0 ? ['', `… and ${counted(left, 'more change')}.`] : []),
    '',
  ];
}

/** What an update in place gives and takes. */
function grantsOf({ before, after }: Change): string {
  if (!before || !after || !('grants' in before) || !('grants' in after)) return '';
  const { gained, lost } = differenceOf(before.grants, after.grants);
  const texts = [
    ...gained.map((permission) => `+ ${formatPermission(permission)}`),
    ...lost.map((permission) => `- ${formatPermission(permission)}`),
  ];
  return texts.length === 0 ? '' : `<br>${listed(texts)}`;
}

function riskTable({ integrations }: Plan): readonly string[] {
  const touched = integrations.filter(({ action }) => action !== 'none');
  if (touched.length === 0) return [];
  const words = (risk: (typeof touched)[number]['before']) => (risk ? untrustedMarkdown(riskWords(risk)) : '–');
  return [
    '| a leaked token opens | before | after |',
    '|---|---|---|',
    ...touched.map(({ name, before, after }) => `| ${untrustedMarkdown(name)} | ${words(before)} | ${words(after)} |`),
  ];
}

/** What differs from the declarations, for a comment, an issue or a job summary. */
export function markdownDrift(label: string, divergences: readonly Divergence[]): string {
  const where = untrustedMarkdown(label);
  if (divergences.length === 0) return `### ✅ No drift: ${where} is as it is declared\n`;
  const titles = {
    source: 'changed outside of the declarations',
    unknown: 'not as declared',
    declaration: 'not applied yet',
  };
  return `${[
    `### ❌ ${where} differs from what is declared`,
    '',
    ...divergences.map((one) => `${divergenceItem(one)} – ${titles[one.moved]}`),
  ].join('\n')}\n`;
}
