import type { Audit, AuditedIntegration } from '../model/audit.ts';
import { type Finding, SEVERITIES, type Severity } from '../model/finding.ts';
import { places } from './places.ts';
import { counted, digits, pad, paint, type Style, sign, type Tone, table, wrapped } from './style.ts';
import { crossCheckLines } from './terminal-cross-check.ts';
import { untrustedLine } from './untrusted-text.ts';
import { accessWords, foundBy, sourceAgain, sourceText } from './wording.ts';

/** Findings of these severities are told whole; the rest only counted, unless all is asked for. */
const TOLD: readonly Severity[] = ['critical', 'high', 'medium'];
const TOLD_FINDINGS = 12;
const TOLD_PLACES = 4;
const TOLD_DETAILS = 6;
const TOLD_SENTENCES = 4;
const TOLD_INTEGRATIONS = 30;
const TOLD_DIAGNOSTICS = 5;

const AT_LEAST = 'at least: what else may be assigned is not in this source';
/** More than so many integrations that Salesforce or a package ships are told in one line. */
const TOLD_SHIPPED = 3;

const COLUMNS = [
  { title: 'INTEGRATION', share: 0.2 },
  { title: 'FOUND BY', share: 0.16 },
  { title: 'ACCESS', share: 0.34 },
  { title: 'VERDICT', share: 0.3 },
];

const SIGNS: Readonly<Record<Severity, string>> = { critical: '■', high: '■', medium: '▲', low: '●', info: '·' };

function elapsed(milliseconds: number): string {
  return milliseconds < 10_000 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds / 1000)} s`;
}

/** What reading an org cost of its daily requests; a saved snapshot costs nothing any more. */
function costText({ apiCalls, expectedCalls = 0, savedIn }: Audit['source']): readonly string[] {
  if (apiCalls === undefined || savedIn !== undefined) return [];
  return [`${counted(apiCalls, 'API call')}${expectedCalls > 0 ? `, about ${digits(expectedCalls)} expected` : ''}`];
}

function header(audit: Audit, style: Style): readonly string[] {
  const { counts, source } = audit;
  const dot = ` ${sign('·', style)} `;
  const held = [
    counted(counts.profiles, 'profile'),
    counted(counts.permissionSets, 'permission set'),
    ...(counts.groups > 0 ? [counted(counts.groups, 'group')] : []),
    counted(counts.apps, 'app'),
    ...(counts.users > 0 ? [counted(counts.users, 'user')] : []),
  ].join(', ');
  const told = [`leastwise ${audit.version}`, sourceText(source), held, elapsed(audit.elapsed), ...costText(source)];
  const text = told.join(dot);
  return wrapped(paint('quiet', text, style), 1, style);
}

function verdict(integration: AuditedIntegration, style: Style): { text: string; tone: Tone } {
  const { worst } = integration;
  if (worst === undefined)
    return {
      text: untrustedLine(integration.verdict).replace('✓', `${sign('✓', style)} nothing found`),
      tone: 'good',
    };
  return { text: `${sign(SIGNS[worst], style)} ${untrustedLine(integration.verdict)}`, tone: worst };
}

function integrationRow(integration: AuditedIntegration, style: Style) {
  const access = accessWords(integration.reach);
  return [
    { text: untrustedLine(integration.name), tone: 'name' as const },
    { text: untrustedLine(foundBy(integration)) },
    { text: style.unicode ? access : access.replaceAll('≥', '>=').replaceAll('·', '-') },
    verdict(integration, style),
  ];
}

/** What nobody here can change is not told one by one. */
function shippedNote(shipped: readonly AuditedIntegration[]): string {
  const readers = shipped.filter(({ reach }) => reach.everything.length > 0).length;
  const reads = readers > 0 ? `, ${readers} of them with access to all data` : '';
  return `${counted(shipped.length, 'integration')} shipped by Salesforce or a package${reads} (--verbose)`;
}

function integrationTable(audit: Audit, style: Style): readonly string[] {
  const order = (integration: AuditedIntegration): number =>
    integration.worst ? SEVERITIES.indexOf(integration.worst) : SEVERITIES.length;
  const sorted = audit.integrations.toSorted((a, b) => order(a) - order(b));
  const shipped = sorted.filter((integration) => integration.class !== 'own');
  const folded = style.verbose || shipped.length <= TOLD_SHIPPED ? [] : shipped;
  const told = sorted.filter((integration) => !folded.includes(integration));
  const shown = style.verbose ? told : told.slice(0, TOLD_INTEGRATIONS);
  const none = folded.length > 0 ? 'No integration of your own was found.' : 'No integration was found.';
  const lines =
    shown.length === 0
      ? wrapped(`${none} Name yours in leastwise.yml (leastwise init) if there are any.`, 1, style)
      : table(
          COLUMNS,
          shown.map((integration) => integrationRow(integration, style)),
          style,
        );
  const notes = [
    ...(told.length > shown.length
      ? [`and ${counted(told.length - shown.length, 'more integration')} (--verbose)`]
      : []),
    ...(folded.length > 0 ? [shippedNote(folded)] : []),
  ].map((note) => `${sign('…', style)} ${note}`);
  const isLowerBound = shown.some(({ reach }) => reach.bound === 'at-least');
  const legend = isLowerBound ? [`${style.unicode ? '≥' : '>='} ${AT_LEAST}`] : [];
  return [...lines, ...[...notes, ...legend].flatMap((note) => wrapped(paint('quiet', note, style), 1, style))];
}

function detailLines(finding: Finding, style: Style): readonly string[] {
  if (finding.details.length === 0) return [];
  // Names stand in a row, sentences below each other.
  const areSentences = finding.details.some((detail) => detail.includes(': '));
  const limit = areSentences ? TOLD_SENTENCES : TOLD_DETAILS;
  const shown = (style.verbose ? finding.details : finding.details.slice(0, limit)).map(untrustedLine);
  const left = finding.details.length - shown.length;
  const more = left > 0 ? `${sign('…', style)} and ${left} more` : '';
  if (!areSentences) return wrapped(paint('quiet', `${shown.join(', ')} ${more}`.trimEnd(), style), 3, style);
  return [...shown.map((text) => `${sign('·', style)} ${text}`), ...(more === '' ? [] : [more])].flatMap((text) =>
    wrapped(paint('quiet', text, style), 3, style),
  );
}

function placeLines(finding: Finding, style: Style): readonly string[] {
  const { texts, left } = places(finding.locations, style.verbose ? Number.POSITIVE_INFINITY : TOLD_PLACES);
  const more = left > 0 ? ` ${sign('…', style)} and ${left} more` : '';
  return texts.flatMap((text, at) =>
    wrapped(paint('quiet', at === texts.length - 1 ? text + more : text, style), 3, style),
  );
}

function findingLines(finding: Finding, style: Style): readonly string[] {
  const waived = finding.outcome === 'waived';
  const tone: Tone = waived ? 'quiet' : finding.severity;
  const word = waived ? 'waived' : finding.severity;
  const reasons = [...finding.principles, ...finding.threats].join(` ${sign('·', style)} `);
  const left = ` ${sign(SIGNS[finding.severity], style)} ${pad(word, 8)}  `;
  const title = `${paint(tone, left, style)}${paint('strong', finding.rule, style)}  ${paint('name', untrustedLine(finding.subject), style)}`;
  return [
    ...wrapped(`${title}${reasons === '' ? '' : `  ${paint('quiet', reasons, style)}`}`.trimStart(), 1, style),
    ...wrapped(untrustedLine(finding.message), 3, style),
    ...detailLines(finding, style),
    ...placeLines(finding, style),
    ...(finding.reason === '' ? [] : wrapped(paint('quiet', untrustedLine(finding.reason), style), 3, style)),
    ...wrapped(`${paint('good', 'fix', style)} ${untrustedLine(finding.fix)}`, 3, style),
    '',
  ];
}

function findingSection(audit: Audit, style: Style): readonly string[] {
  const failed = audit.findings.filter(({ outcome }) => outcome === 'fail');
  const worthTelling = failed.filter(({ severity }) => TOLD.includes(severity));
  const shown = style.verbose ? audit.findings : worthTelling.slice(0, TOLD_FINDINGS);
  const folded = SEVERITIES.map((severity) => {
    const left = failed.filter((finding) => finding.severity === severity && !shown.includes(finding)).length;
    return left > 0 ? `${left} ${severity}` : '';
  }).filter((text) => text !== '');
  return [
    ...shown.flatMap((finding) => findingLines(finding, style)),
    ...(folded.length > 0
      ? [
          paint(
            'quiet',
            ` ${sign('…', style)} and ${folded.join(', ')} (--verbose, or the page: --html report.html)`,
            style,
          ),
          '',
        ]
      : []),
  ];
}

function notCheckedLines(audit: Audit, style: Style): readonly string[] {
  const missing = audit.rules.filter(({ outcome }) => outcome === 'not-checked');
  if (missing.length === 0) return [];
  if (style.verbose) {
    return missing
      .flatMap(({ rule, reason }) =>
        wrapped(paint('quiet', `not checked  ${rule}: ${untrustedLine(reason)}`, style), 1, style),
      )
      .concat('');
  }
  const reasons = [...Map.groupBy(missing, ({ reason }) => reason)].toSorted((a, b) => b[1].length - a[1].length);
  const [first, ...others] = reasons;
  const text = `${counted(missing.length, 'rule')} not checked: ${untrustedLine(first?.[0] ?? '')}${others.length > 0 ? ` (and ${counted(others.length, 'other reason')})` : ''}`;
  return wrapped(paint('quiet', text, style), 1, style);
}

function diagnosticLines(audit: Audit, style: Style): readonly string[] {
  // Duplicate names and the like are findings already; what could not be read is not.
  const told = audit.diagnostics.filter(({ level }) => style.verbose || level === 'error');
  const shown = style.verbose ? told : told.slice(0, TOLD_DIAGNOSTICS);
  const lines = shown.flatMap(({ level, message, path, line, column }) => {
    const where = line > 0 ? `${untrustedLine(path)}:${line}${column > 0 ? `:${column}` : ''}` : untrustedLine(path);
    const tone: Tone = level === 'error' ? 'high' : level === 'warning' ? 'medium' : 'quiet';
    return wrapped(`${paint(tone, level, style)} ${where} ${untrustedLine(message)}`, 1, style);
  });
  const left = told.length - shown.length;
  const more =
    left > 0
      ? [paint('quiet', ` ${sign('…', style)} and ${counted(left, 'more remark')} on files (--verbose)`, style)]
      : [];
  return lines.length > 0 ? [...lines, ...more, ''] : [];
}

function closing(audit: Audit, style: Style): readonly string[] {
  const { findings, waived, baselined } = audit.counts;
  const counts = SEVERITIES.filter((severity) => findings[severity] > 0).map((severity) =>
    paint(severity, `${findings[severity]} ${severity}`, style),
  );
  const extras = [
    ...(waived > 0 ? [`${waived} waived`] : []),
    ...(baselined > 0 ? [`${baselined} in the baseline`] : []),
  ];
  const result = counts.length > 0 ? counts.join(', ') : paint('good', `${sign('✓', style)} no findings`, style);
  const dot = ` ${sign('·', style)} `;
  const partial = audit.partial ? [paint('medium', 'partial: some files could not be read', style)] : [];
  const text = [counted(audit.integrations.length, 'integration'), result, ...extras, ...partial].join(dot);
  return wrapped(text, 1, style);
}

function nextLine(audit: Audit, style: Style): readonly string[] {
  const own = new Set(audit.integrations.filter((one) => one.class === 'own').map((one) => one.name));
  const [name] = audit.findings
    .filter(({ outcome }) => outcome === 'fail')
    .flatMap(({ integrations }) => integrations.filter((one) => own.has(one)));
  const next =
    audit.integrations.length === 0
      ? 'leastwise init (then name your integrations in leastwise.yml)'
      : name === undefined
        ? `leastwise list ${sourceAgain(audit.source, '')}`
        : `leastwise explain ${untrustedLine(name)} ${sourceAgain(audit.source, '--source ')}`;
  return wrapped(paint('quiet', `Next: ${next}`, style), 1, style);
}

/** What a person reads first: the integrations, one line each, then what is wrong, worst first, then what to type next. */
export function terminalAudit(audit: Audit, style: Style): string {
  const notChecked = notCheckedLines(audit, style);
  return `${[
    ...header(audit, style),
    '',
    ...integrationTable(audit, style),
    '',
    ...findingSection(audit, style),
    ...diagnosticLines(audit, style),
    ...notChecked,
    ...crossCheckLines(audit.crossCheck, style),
    ...closing(audit, style),
    ...nextLine(audit, style),
  ].join('\n')}\n`;
}
