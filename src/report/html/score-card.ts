import type { Audit, AuditedIntegration } from '../../model/audit.ts';
import { SEVERITIES } from '../../model/finding.ts';
import { counted, digits } from '../style.ts';

interface Tile {
  /** `undefined`: there is nothing to count. */
  readonly number: number | undefined;
  readonly words: string;
  readonly isBad: boolean;
}

function sharingAUser(integrations: readonly AuditedIntegration[]): number {
  const holders = new Map<string, number>();
  for (const user of integrations.flatMap(({ users }) => [...new Set(users)]))
    holders.set(user, (holders.get(user) ?? 0) + 1);
  return integrations.filter(({ users }) => users.some((user) => (holders.get(user) ?? 0) > 1)).length;
}

function tilesOf(audit: Audit): readonly Tile[] {
  const own = audit.integrations.filter((integration) => integration.class === 'own');
  const admins = own.filter(({ reach }) => reach.escalation.length > 0).length;
  const everything = own.filter(({ reach }) => reach.everything.length > 0).length;
  const marks = own.flatMap((integration) => integration.marks);
  const kept = marks.filter(({ state }) => state === 'kept').length;
  const known = marks.filter(({ state }) => state !== 'unknown').length;
  const share = known === 0 ? 0 : Math.round((100 * kept) / known);
  return [
    { number: own.length, words: own.length === 1 ? 'integration' : 'integrations', isBad: false },
    { number: admins, words: 'can become an administrator', isBad: admins > 0 },
    { number: everything, words: 'may read or change all data', isBad: everything > 0 },
    { number: sharingAUser(own), words: 'share a user with another', isBad: sharingAUser(own) > 0 },
    {
      number: known === 0 ? undefined : share,
      words: known === 0 ? 'of the design: nothing to measure' : `% of the design kept (${kept} of ${known} marks)`,
      isBad: known > 0 && share < 50,
    },
  ];
}

function severityBar(audit: Audit): string {
  const counts = SEVERITIES.map((severity) => ({ severity, count: audit.counts.findings[severity] })).filter(
    ({ count }) => count > 0,
  );
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return '<p><span class="chip good">✓ no findings</span></p>';
  let at = 0;
  const parts = counts.map(({ severity, count }) => {
    const width = (1000 * count) / total;
    const part = `<rect class="fill-${severity}" x="${at.toFixed(1)}" width="${Math.max(2, width - 3).toFixed(1)}" height="10"/>`;
    at += width;
    return part;
  });
  const legend = counts.map(({ severity, count }) => `<li><b>${count}</b> ${severity}</li>`).join('');
  const waived = audit.counts.waived > 0 ? `<li><b>${audit.counts.waived}</b> waived</li>` : '';
  const baselined = audit.counts.baselined > 0 ? `<li><b>${audit.counts.baselined}</b> in the baseline</li>` : '';
  const notChecked =
    audit.counts.notChecked > 0
      ? `<li><b>${audit.counts.notChecked}</b> <a href="#not-checked">not checked</a></li>`
      : '';
  const label = `${counted(total, 'finding')}: ${counts.map(({ severity, count }) => `${count} ${severity}`).join(', ')}`;
  return `<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="${label}">${parts.join('')}</svg>
<ul class="legend">${legend}${waived}${baselined}${notChecked}</ul>`;
}

/** What a manager reads in a minute. */
export function scoreCard(audit: Audit): string {
  const own = audit.integrations.filter((integration) => integration.class === 'own');
  const tiles = tilesOf(audit).map(({ number, words, isBad }) => {
    const tone = isBad ? ' bad' : number === 0 && own.length > 0 ? ' well' : '';
    return `<li class="tile${tone}"><b>${number === undefined ? '–' : digits(number)}${words.startsWith('%') ? ' %' : ''}</b><span>${words.replace(/^% /, '')}</span></li>`;
  });
  return `<ul class="tiles">${tiles.join('')}</ul>\n${severityBar(audit)}`;
}
