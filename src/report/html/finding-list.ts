import type { Audit } from '../../model/audit.ts';
import { type Finding, SEVERITIES } from '../../model/finding.ts';
import { places } from '../places.ts';
import { listed } from '../wording.ts';
import { text } from './escape.ts';

const SHOWN_DETAILS = 60;
const SHOWN_PLACES = 12;

function detailText({ details }: Finding): string {
  if (details.length === 0) return '';
  const shown = details.slice(0, SHOWN_DETAILS).map(text);
  const left = details.length - SHOWN_DETAILS;
  const more = left > 0 ? [`… and ${left} more`] : [];
  // Names stand in a row, sentences below each other.
  const all = details.some((detail) => detail.includes(': '))
    ? `<ul class="details">${[...shown, ...more].map((line) => `<li>${line}</li>`).join('')}</ul>`
    : `<p class="note">${[...shown, ...more].join(', ')}</p>`;
  return details.length > 6 ? `<details><summary>${details.length} in particular</summary>${all}</details>` : all;
}

/** Whose it is, where the subject does not say so by itself. */
function concerns({ integrations, subject }: Finding): string {
  if (integrations.length === 0 || (integrations.length === 1 && integrations[0] === subject)) return '';
  return `<span class="concerns">${text(listed(integrations))}</span>`;
}

function article(finding: Finding, why: string): string {
  const { severity, outcome, rule, subject, message, fix, principles, threats, reason } = finding;
  const { texts, left } = places(finding.locations, SHOWN_PLACES);
  const waived = outcome === 'waived';
  const where = texts.map((place) => text(place)).join('<br>') + (left > 0 ? `<br>and ${left} more` : '');
  return `<article class="finding is-${waived ? 'info' : severity}" data-severity="${severity}" data-rule="${text(rule)}" data-outcome="${outcome}" data-integrations="${text(JSON.stringify(finding.integrations))}"><header><span class="chip ${waived ? 'waived' : severity}">${waived ? `waived · ${severity}` : severity}</span><h3>${text(subject)}</h3><code>${text(rule)}</code>${concerns(finding)}<span class="reasons">${[...principles, ...threats].join(' · ')}</span></header>
<p>${text(message)}</p>${detailText(finding)}${reason !== '' ? `<p class="note">${text(reason)}</p>` : ''}<p class="places">${where}</p><p class="fix"><b>Fix</b> ${text(fix)}</p>${why === '' ? '' : `<details><summary>Why it matters</summary><p class="note">${text(why)}</p></details>`}</article>`;
}

function options(values: Iterable<string>, all: string): string {
  const sorted = [...new Set(values)].sort();
  return [
    `<option value="">${all}</option>`,
    ...sorted.map((value) => `<option value="${text(value)}">${text(value)}</option>`),
  ].join('');
}

function filters({ findings }: Audit): string {
  const severities = SEVERITIES.filter((severity) => findings.some((finding) => finding.severity === severity));
  const ordered = [
    `<option value="">every severity</option>`,
    ...severities.map((severity) => `<option>${severity}</option>`),
  ].join('');
  return `<form class="filters" hidden role="search" aria-label="Filter findings" autocomplete="off"><input type="search" aria-label="Search in findings" placeholder="Search: a set, a field, a file …">
<select name="severity" aria-label="Severity">${ordered}</select>
<select name="integration" aria-label="Integration">${options(
    findings.flatMap(({ integrations }) => integrations),
    'every integration',
  )}</select>
<select name="rule" aria-label="Rule">${options(
    findings.map(({ rule }) => rule),
    'every rule',
  )}</select>
<select name="outcome" aria-label="Outcome"><option value="">open and waived</option><option value="fail">open</option><option value="waived">waived</option></select>
<button type="button" id="reset">Reset</button><span class="note" id="count" role="status"></span></form>`;
}

/** Every finding, worst first, with what to do; narrowed down by the script. */
export function findingList(audit: Audit): string {
  const why = new Map(audit.ruleTexts.map((rule) => [rule.id, rule.why]));
  const articles = audit.findings.map((finding) => article(finding, why.get(finding.rule) ?? ''));
  const none = articles.length === 0 ? '<p><span class="chip good">✓ no findings</span></p>' : '';
  return `<section aria-labelledby="findings"><h2 id="findings">Findings</h2>${filters(audit)}${none}${articles.join('\n')}</section>`;
}
