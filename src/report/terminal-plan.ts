import type { Change, GrantList } from '../model/change.ts';
import { differenceOf } from '../model/grant-list.ts';
import type { ChangeFinding, Plan, PlannedIntegration, Risk } from '../model/plan.ts';
import { nameOfChange, permissionWords, signOf, subjectWord, summaryOf } from './change-text.ts';
import { divergenceLines } from './divergence-lines.ts';
import { counted, fit, pad, paint, type Style, sign, type Tone, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

const TONES: Readonly<Record<'+' | '~' | '-', Tone>> = { '+': 'good', '~': 'medium', '-': 'high' };
const SHOWN_GRANTS = 12;

/** A plan in the grammar of Terraform: drift first, what will happen, the count, what it means for risk. */
export function terminalPlan(plan: Plan, style: Style): string {
  const where = untrustedLine(plan.target.label);
  const nothing = plan.changes.length === 0;
  const head = nothing
    ? [paint('good', `No changes. ${where} is as it is declared.`, style)]
    : [`leastwise will perform the following actions on ${paint('strong', where, style)}:`];
  return `${[
    ...driftLines(plan, style),
    ...head.flatMap((line) => wrapped(line, 1, style)),
    ...sharedLines(plan, style),
    ...plan.integrations.flatMap((integration) => integrationLines(plan, integration, style)),
    ...noteLines(plan, style),
    ...(nothing ? [] : ['', ...wrapped(countLine(plan), 1, style)]),
    ...riskLines(plan, style),
    ...findingLines(plan.findings, style),
  ].join('\n')}\n`;
}

function driftLines({ drift }: Plan, style: Style): readonly string[] {
  const moved = drift.filter((divergence) => divergence.moved === 'source');
  if (moved.length === 0) return [];
  const head = paint('medium', 'Changed outside of the declarations:', style);
  return [...wrapped(head, 1, style), ...moved.flatMap((one) => divergenceLines(one, style)), ''];
}

const VERBS: Readonly<Record<PlannedIntegration['action'], string>> = {
  create: 'will be created',
  update: 'will be updated in place',
  destroy: 'will be destroyed',
  none: '',
};

function sharedLines(plan: Plan, style: Style): readonly string[] {
  const shared = plan.changes.filter(({ integration }) => integration === '');
  if (shared.length === 0) return [];
  return [
    '',
    ...wrapped(paint('quiet', '# what all integrations share', style), 3, style),
    ...changeRows(shared, style),
  ];
}

function integrationLines(plan: Plan, { name, action }: PlannedIntegration, style: Style): readonly string[] {
  const changes = plan.changes.filter(({ integration }) => integration === name);
  if (changes.length === 0) return [];
  const title = `# ${untrustedLine(name)} ${VERBS[action]}`;
  return [
    '',
    ...wrapped(paint(action === 'destroy' ? 'high' : 'name', title, style), 3, style),
    ...changeRows(changes, style),
  ];
}

function changeRows(changes: readonly Change[], style: Style): readonly string[] {
  const words = Math.max(...changes.map((change) => subjectWord(change).length));
  const names = Math.min(48, Math.max(...changes.map((change) => nameOfChange(change).length)));
  return changes.flatMap((change) => {
    const mark = signOf(change);
    const head = `   ${paint(TONES[mark], mark, style)} ${pad(subjectWord(change), words)}  ${pad(nameOfChange(change), names)}`;
    const details = detailLines(change, style);
    const summary = details.length > 0 ? change.reason : summaryOf(change) || change.reason;
    const room = Math.max(20, style.width - words - names - 9);
    return [`${head}  ${paint('quiet', fit(untrustedLine(summary), room, style), style)}`.trimEnd(), ...details];
  });
}

/** What differs, one line each, when something is updated in place. */
function detailLines(change: Change, style: Style): readonly string[] {
  const { before, after } = change;
  if (!before || !after) return [];
  const grants = 'grants' in before && 'grants' in after ? grantLines(before.grants, after.grants, style) : [];
  const fields = Object.entries(after).flatMap(([key, value]) => {
    const old = (before as unknown as Readonly<Record<string, unknown>>)[key];
    if (key === 'grants' || key === 'description' || JSON.stringify(old) === JSON.stringify(value)) return [];
    return [`       ${key}: ${plain(old)} ${sign('→', style)} ${plain(value)}`];
  });
  return [...fields, ...grants];
}

function plain(value: unknown): string {
  if (value === undefined || value === null || value === '') return '(none)';
  return untrustedLine(typeof value === 'string' ? value : JSON.stringify(value));
}

function grantLines(before: GrantList, after: GrantList, style: Style): readonly string[] {
  const { gained, lost } = differenceOf(before, after);
  const all = [
    ...gained.map((permission) => `       ${paint('high', '+', style)} ${permissionWords(permission)}`),
    ...lost.map((permission) => `       ${paint('good', '-', style)} ${permissionWords(permission)}`),
  ];
  const shown = style.verbose ? all : all.slice(0, SHOWN_GRANTS);
  const left = all.length - shown.length;
  return left > 0
    ? [...shown, `       ${sign('…', style)} and ${left.toLocaleString('en-US')} more (--verbose)`]
    : shown;
}

function noteLines({ notes }: Plan, style: Style): readonly string[] {
  if (notes.length === 0) return [];
  const shown = style.verbose ? notes : notes.slice(0, 6);
  const more = notes.length - shown.length;
  return [
    '',
    ...shown.flatMap(({ integration, text, origin }) => {
      const place = origin ? `  ${untrustedLine(origin.path)}${origin.line > 0 ? `:${origin.line}` : ''}` : '';
      return wrapped(
        paint('quiet', `${sign('·', style)} ${untrustedLine(integration)}: ${untrustedLine(text)}${place}`, style),
        1,
        style,
      );
    }),
    ...(more > 0
      ? wrapped(
          paint('quiet', `${sign('…', style)} and ${counted(more, 'more note', 'more notes')} (--verbose)`, style),
          1,
          style,
        )
      : []),
  ];
}

/** How many are added, changed, destroyed. */
export function planCounts({ changes }: Pick<Plan, 'changes'>): {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
} {
  const of = (mark: string): number => changes.filter((change) => signOf(change) === mark).length;
  return { add: of('+'), change: of('~'), destroy: of('-') };
}

function countLine(plan: Plan): string {
  const { add, change, destroy } = planCounts(plan);
  const leaving = plan.changes.filter(
    ({ subject, before, after }) => subject === 'user' && before && isLeaving(before, after),
  );
  const users =
    leaving.length > 0
      ? ` ${counted(leaving.length, 'user')} will be deactivated: Salesforce keeps users for ever.`
      : '';
  return `Plan: ${add} to add, ${change} to change, ${destroy} to destroy.${users}`;
}

function isLeaving(before: object, after: object | undefined): boolean {
  return (
    'active' in before && before.active === true && after !== undefined && 'active' in after && after.active === false
  );
}

function riskLines(plan: Plan, style: Style): readonly string[] {
  return plan.integrations.flatMap(({ name, action, before, after }) => {
    if (action === 'none') return [];
    const label = paint('strong', 'Risk:', style);
    const who = untrustedLine(name);
    if (!after) return action === 'destroy' ? wrapped(`${label} ${who} reaches nothing any more.`, 1, style) : [];
    const now = `reaches ${riskWords(after)}`;
    const then = before && riskWords(before) !== riskWords(after) ? ` (before: ${riskWords(before)})` : '';
    return wrapped(`${label} ${who} ${now}.${then}`, 1, style);
  });
}

/** `1 object (≈ 18,400 records), 2 fields, none sensitive; no escalation path`. */
export function riskWords(risk: Risk): string {
  const { objects, records, readableFields, sensitiveFields, everything, escalation } = risk;
  const counts = records === undefined ? '' : ` (≈ ${counted(records, 'record')})`;
  const sensitive = sensitiveFields.length === 0 ? 'none sensitive' : `${sensitiveFields.length} sensitive`;
  const all = everything.length > 0 ? `everything by ${untrustedLine(everything.join(', '))}, ` : '';
  const paths =
    escalation.length === 0
      ? 'no escalation path'
      : counted(escalation.length, 'way to make itself administrator', 'ways to make itself administrator');
  return `${all}${counted(objects, 'object')}${counts}, ${counted(readableFields, 'field')}, ${sensitive}; ${paths}`;
}

function findingLines(findings: readonly ChangeFinding[], style: Style): readonly string[] {
  return findings.flatMap(({ rule, effect, message, fix, severity }) => {
    const refused = effect === 'refuse';
    const tone: Tone = refused ? severity : 'medium';
    return [
      '',
      ...wrapped(
        `${paint(tone, `${sign(refused ? '■' : '▲', style)} ${refused ? 'refused' : 'note'}`, style)}  ${paint('strong', rule, style)}`,
        1,
        style,
      ),
      ...wrapped(untrustedLine(message), 3, style),
      ...wrapped(paint('quiet', `fix: ${untrustedLine(fix)}`, style), 3, style),
    ];
  });
}
