import { createHash } from 'node:crypto';
import type { Audit, AuditedIntegration } from '../../model/audit.ts';
import { type Finding, SEVERITIES } from '../../model/finding.ts';
import { ObjectBits } from '../../model/permission.ts';
import { counted } from '../style.ts';
import { untrustedLine } from '../untrusted-text.ts';
import { sourceWord } from '../wording.ts';
import { embeddedJson, text } from './escape.ts';
import { findingList } from './finding-list.ts';
import { integrationCard } from './integration-card.ts';
import { picture } from './picture.ts';
import { scoreCard } from './score-card.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

const hash = (content: string): string => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

/** Nothing is loaded, nothing runs and nothing is styled but what stands in the page itself. */
const POLICY = `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`;

/** So few are shown unfolded. */
const OPEN_CARDS = 3;
const FIND =
  '<p class="find" hidden><input type="search" id="find" aria-label="Find an integration" placeholder="Find: a name, a user, a permission set, an object …"> <button type="button" id="unfold">Unfold all</button></p>';

type ReachRow = readonly [name: number, bits: number, read: readonly number[], edit: readonly number[]];

/** Objects and fields of all integrations, names once: fifty thousand grants in about a megabyte. */
function reachData(integrations: readonly AuditedIntegration[]): {
  readonly names: readonly string[];
  readonly integrations: readonly (readonly ReachRow[])[];
} {
  const ids = new Map<string, number>();
  const idOf = (name: string): number => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    ids.set(name, ids.size);
    return ids.size - 1;
  };
  const rows = integrations.map(({ reach }) =>
    reach.objects.map(({ object, verbs, readFields, editFields }): ReachRow => {
      const bits = verbs.reduce((sum, verb) => sum | ObjectBits[verb], 0);
      return [idOf(object), bits, readFields.map(idOf), editFields.map(idOf)];
    }),
  );
  return { names: [...ids.keys()].map(untrustedLine), integrations: rows };
}

function worstFirst(integrations: readonly AuditedIntegration[]): readonly AuditedIntegration[] {
  const rank = ({ worst }: AuditedIntegration): number =>
    worst === undefined ? SEVERITIES.length : SEVERITIES.indexOf(worst);
  return integrations.toSorted((a, b) => rank(a) - rank(b));
}

/** Those of the org first; what Salesforce and packages ship stands below, for nobody here can change it. */
function integrationSection(integrations: readonly AuditedIntegration[], findings: readonly Finding[]): string {
  const areFew = integrations.length <= OPEN_CARDS;
  const cards = (wanted: (integration: AuditedIntegration) => boolean): readonly string[] =>
    integrations.flatMap((integration, index) =>
      wanted(integration) ? [integrationCard(integration, index, findings, areFew)] : [],
    );
  const own = cards((integration) => integration.class === 'own');
  const shipped = cards((integration) => integration.class !== 'own');
  const none = shipped.length > 0 ? 'No integration of your own was found.' : 'No integration was found.';
  return `<section aria-labelledby="integrations"><h2 id="integrations">Integrations</h2>${areFew ? '' : FIND}${own.length === 0 ? `<p class="note">${none}</p>` : own.join('\n')}${shipped.length === 0 ? '' : `<h3 class="below">Shipped by Salesforce or a package</h3>${shipped.join('\n')}`}</section>`;
}

function notChecked({ rules, diagnostics }: Audit): string {
  const missing = rules.filter(({ outcome }) => outcome === 'not-checked');
  const rows = missing.map(
    ({ title, rule, reason }) =>
      `<tr><th scope="row">${text(title)}<br><code>${text(rule)}</code></th><td>${text(reason)}</td></tr>`,
  );
  const files = diagnostics.map(
    ({ level, path, line, message }) =>
      `<tr><th scope="row">${level}</th><td>${text(path)}${line > 0 ? `:${line}` : ''}</td><td>${text(message)}</td></tr>`,
  );
  const rulePart =
    rows.length === 0
      ? '<p class="note">Every rule could be checked.</p>'
      : `<div class="matrix"><table><thead><tr><th scope="col">Rule</th><th scope="col">Why not</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
  const filePart =
    files.length === 0
      ? ''
      : `<details><summary>${counted(files.length, 'remark')} on files</summary><div class="matrix"><table><tbody>${files.join('')}</tbody></table></div></details>`;
  return `<section aria-labelledby="not-checked"><h2 id="not-checked">What was not checked</h2>${rulePart}${filePart}</section>`;
}

function guidance(): string {
  return `<section aria-labelledby="design"><h2 id="design">The design behind the marks</h2><dl class="facts">
<dt>D1</dt><dd>One profile for all API users.</dd><dt>D2</dt><dd>That profile gives access to nothing.</dd><dt>D3</dt><dd>One user per application, never a person’s own.</dd><dt>D4</dt><dd>All of them share that one profile.</dd><dt>D5</dt><dd>One permission set per application.</dd><dt>D6</dt><dd>Everything is granted through that permission set alone.</dd><dt>D7</dt><dd>It is assigned to that user, and to nobody else.</dd></dl>
<p class="note">A new interface then costs one user and one permission set; everyone knows what to change; logs can be told apart; a leaked token opens next to nothing.</p></section>`;
}

/** The whole audit as one file that needs nothing else: read by a manager in a minute, by an admin for an hour. */
export function htmlAudit(audit: Audit): string {
  const { source, date, version, counts, partial } = audit;
  const integrations = worstFirst(audit.integrations);
  const title = `Integrations of ${source.label === '.' ? 'this project' : source.label}`;
  const held = [
    counted(counts.profiles, 'profile'),
    counted(counts.permissionSets, 'permission set'),
    counted(counts.groups, 'group'),
    counted(counts.apps, 'app'),
    counted(counts.users, 'user'),
    counted(counts.grants, 'grant'),
  ].join(', ');
  const warning = partial
    ? '<p class="alarm">Some files could not be read, so there may be more than this page shows.</p>'
    : '';
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
<header class="top"><h1>${text(title)}</h1><p class="lead">${sourceWord(source.kind)} · ${held} · ${text(date)}</p>
<nav aria-label="On this page"><a href="#integrations">Integrations</a><a href="#findings">Findings</a><a href="#not-checked">Not checked</a><a href="#design">The design</a><button type="button" id="theme" class="theme" hidden>Dark</button></nav></header>
<main>
${warning}${scoreCard(audit)}
${picture(integrations)}
${integrationSection(integrations, audit.findings)}
${findingList(audit)}
${notChecked(audit)}
${guidance()}
</main>
<footer>leastwise ${text(version)} · ${text(date)} · This page makes no request and runs nothing but its own script.</footer>
<script type="application/json" id="reach">${embeddedJson(reachData(integrations))}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}
