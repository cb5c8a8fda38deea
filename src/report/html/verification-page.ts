import { createHash } from 'node:crypto';
import {
  type AccessCheck,
  type CheckOutcome,
  JUDGES,
  type Verification,
  type VerifiedIntegration,
} from '../../model/verification.ts';
import { counted, digits } from '../style.ts';
import {
  checksBy,
  JUDGE_WORDS,
  judgeLine,
  ORG_WORDS,
  recordsText,
  refutedText,
  worstOf,
} from '../verification-wording.ts';
import { text } from './escape.ts';
import { STYLE } from './style.ts';

const HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
const POLICY = `default-src 'none'; style-src ${HASH}; base-uri 'none'; form-action 'none'`;

const CHIPS: Readonly<Record<CheckOutcome, readonly [string, string]>> = {
  proved: ['good', '✓ proved'],
  refuted: ['critical', '✗ refuted'],
  'not-checked': ['info', '○ not checked'],
};

/** Evidence to be filed: one page that needs nothing else and runs nothing, with every check in it. */
export function htmlVerification(seen: Verification): string {
  const title = `Access of ${counted(seen.integrations.length, 'integration')}, verified`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header class="top"><h1>${text(title)}</h1><p class="lead">${text(seen.org.domain)} · ${ORG_WORDS[seen.org.kind]} · ${text(seen.started)}</p></header>
<main>
${tiles(seen)}
${facts(seen)}
${seen.integrations.map(integrationSection).join('\n')}
${howToRead()}
</main>
<footer>${text(seen.tool)} · ${text(seen.ended)} · SHA-256 <code>${text(seen.sha256)}</code></footer>
</body>
</html>
`;
}

function tiles({ counts, integrations }: Verification): string {
  const total = (outcome: CheckOutcome): number => JUDGES.reduce((sum, judge) => sum + counts[judge][outcome], 0);
  const differ = integrations.reduce((sum, { judgesDiffer }) => sum + judgesDiffer.length, 0);
  const tile = (count: number, words: string, tone: string): string =>
    `<li class="tile ${tone}"><b>${digits(count)}</b><span>${words}</span></li>`;
  return `<ul class="tiles">${[
    tile(total('proved'), 'checks proved', 'well'),
    tile(total('refuted'), 'refuted', total('refuted') > 0 ? 'bad' : ''),
    tile(total('not-checked'), 'not checked', ''),
    tile(differ, 'answers in which Leastwise and Salesforce differ', differ > 0 ? 'bad' : ''),
  ].join('')}</ul>`;
}

function facts({ org, by, environment, started, ended, tool, sha256 }: Verification): string {
  const rows = [
    ['Org', `${org.name} (${org.id})`],
    ['Address', org.domain],
    ['Edition', [org.edition, ORG_WORDS[org.kind]].filter((part) => part !== '').join(', ')],
    ['API version', org.apiVersion],
    ['Run by', by],
    ['Environment', environment ?? 'none'],
    ['From, to', `${started}, ${ended}`],
    ['Tool', tool],
    ['SHA-256', sha256],
  ];
  return `<section aria-labelledby="run"><h2 id="run">The run</h2><dl class="facts">${rows.map(([name = '', value = '']) => `<dt>${name}</dt><dd>${text(value)}</dd>`).join('')}</dl></section>`;
}

function integrationSection(one: VerifiedIntegration, at: number): string {
  const { name, username, permissionSet, checks, probe, judgesDiffer, notes } = one;
  const refuted = checks.filter(({ outcome }) => outcome === 'refuted');
  const alarms = [
    ...refuted.map(refutedText),
    ...(probe?.records.left ?? []).map((left) => `left behind: ${left}`),
    ...judgesDiffer.map(
      ({ permission, engine, platform }) =>
        `${permission}: Leastwise says ${engine ? 'yes' : 'no'}, Salesforce says ${platform ? 'yes' : 'no'}: a mistake of ours, unless the org was changed meanwhile`,
    ),
  ];
  const judges = JUDGES.filter((judge) => checksBy(one, judge).length > 0);
  return `<section aria-labelledby="i${at}"><h2 id="i${at}">${text(name)}</h2><p class="lead">${text(username)} · ${text(permissionSet)}</p>
<ul class="legend">${judges.map((judge) => `<li>${chip(worstOf(checksBy(one, judge)))} <b>${JUDGE_WORDS[judge]}</b> ${text(judgeLine(one, judge))}</li>`).join('')}</ul>
${probe ? `<p class="note">${text(recordsText(one))}</p>` : ''}
${notes.map((note) => `<p class="alarm">${text(note)}</p>`).join('')}
${alarms.map((alarm) => `<p class="alarm">${text(alarm)}</p>`).join('')}
${judges.map((judge) => `<details><summary>${JUDGE_WORDS[judge]}: ${counted(checksBy(one, judge).length, 'check')}</summary>${checkTable(checksBy(one, judge))}</details>`).join('')}</section>`;
}

function chip(outcome: CheckOutcome): string {
  const [tone, words] = CHIPS[outcome];
  return `<span class="chip ${tone}">${words}</span>`;
}

function checkTable(checks: readonly AccessCheck[]): string {
  const rows = checks.map(
    ({ permission, expected, outcome, asked, seen }) =>
      `<tr><td>${chip(outcome)}</td><th scope="row">${text(permission)}</th><td>${expected}</td><td>${text(asked)}</td><td>${text(seen)}</td></tr>`,
  );
  const head = ['', 'Permission', 'Declared', 'Asked', 'Seen'].map((title) => `<th scope="col">${title}</th>`).join('');
  return `<div class="matrix"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function howToRead(): string {
  return `<section aria-labelledby="read"><h2 id="read">How to read it</h2><dl class="facts">
<dt>Leastwise</dt><dd>What the permission engine makes of the profile, the permission sets and the assignments that were read.</dd>
<dt>Salesforce</dt><dd>What the org itself says the user may do (UserEntityAccess, UserFieldAccess).</dd>
<dt>tried</dt><dd>What the org did when it was asked in the name of the integration. Of what is not granted a sample is tried, the same for the same org.</dd>
<dt>not checked</dt><dd>Nobody could tell, and why. It is never counted as proved.</dd>
<dt>SHA-256</dt><dd>Of the JSON file of the same run, keys in order, without the hash itself. <code>leastwise verify --check &lt;file.json&gt;</code> works it out again.</dd></dl></section>`;
}
