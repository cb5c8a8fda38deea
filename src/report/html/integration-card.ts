import type { AuditedIntegration, PrincipleMark, ReachedObject } from '../../model/audit.ts';
import type { Finding } from '../../model/finding.ts';
import { OBJECT_VERBS, ObjectBits } from '../../model/permission.ts';
import { counted } from '../style.ts';
import { accessWords, setupWord } from '../wording.ts';
import { text } from './escape.ts';

/** Objects that a card shows before its data is asked for; the rest comes with the script. */
const SHOWN_OBJECTS = 12;
const SHOWN_NAMES = 12;
const VERB_HEADS = [
  ['R', 'Read'],
  ['C', 'Create'],
  ['E', 'Edit'],
  ['D', 'Delete'],
  ['VA', 'View All Records'],
  ['MA', 'Modify All Records'],
  ['VF', 'View All Fields'],
] as const;
const SIGNS = { kept: '✓', broken: '✗', unknown: '?' } as const;

function localName(id: string): string {
  return text(id.slice(id.indexOf(':') + 1));
}

function mark({ principle, state, reason }: PrincipleMark): string {
  return `<span role="listitem" class="${state}" title="${text(reason)}"><span aria-hidden="true">${SIGNS[state]}</span>${principle}<span class="sr"> ${state}</span></span>`;
}

/** What others ship cannot be brought into the design, so it is not measured by it. */
function marks(integration: AuditedIntegration): string {
  if (integration.class !== 'own') return '<span></span>';
  return `<span class="marks" role="list" aria-label="The design, D1 to D7">${integration.marks.map(mark).join('')}</span>`;
}

/** Why marks are broken: what a tooltip says, for those who cannot hover, and for paper. */
function brokenMarks(marks: readonly PrincipleMark[]): string {
  return marks
    .filter(({ state }) => state === 'broken')
    .map(({ principle, reason }) => `<b>${principle}</b> ${text(reason)}`)
    .join('<br>');
}

/** Many names are a wall: the first of them stand there, the rest unfolds. */
function foldedList(names: readonly string[]): string {
  const shown = names.length <= SHOWN_NAMES + 3 ? names : names.slice(0, SHOWN_NAMES);
  const rest = names.slice(shown.length);
  const first = shown.map(text).join(', ');
  if (rest.length === 0) return first;
  return `${first} <details class="inline"><summary>and ${rest.length} more</summary>${rest.map(text).join(', ')}</details>`;
}

function evidenceList({ evidence }: AuditedIntegration): string {
  const [first, ...others] = evidence.map((one) => text(one.text));
  if (first === undefined || others.length === 0) return first ?? '';
  return `${first} <details class="inline"><summary>and ${counted(others.length, 'more sign')}</summary>${others.join('<br>')}</details>`;
}

function bitsOf({ verbs }: ReachedObject): number {
  return verbs.reduce((bits, verb) => bits | ObjectBits[verb], 0);
}

function fieldWords({ readFields, editFields }: ReachedObject): string {
  const count = new Set([...readFields, ...editFields]).size;
  if (count === 0) return '';
  return `${counted(count, 'field')}${editFields.length > 0 ? `, ${editFields.length} editable` : ''}`;
}

function objectRow(object: ReachedObject): string {
  const bits = bitsOf(object);
  const cells = OBJECT_VERBS.map((verb, at) => {
    const on = (bits & ObjectBits[verb]) !== 0;
    return `<td class="${on ? 'on' : 'off'}${on && at > 3 ? ' wide' : ''}">${on ? '●' : '·'}</td>`;
  });
  return `<tr><th scope="row">${text(object.object)}</th>${cells.join('')}<td class="fields">${fieldWords(object)}</td></tr>`;
}

function matrix(integration: AuditedIntegration, index: number): string {
  const { objects } = integration.reach;
  if (objects.length === 0) return '';
  const heads = VERB_HEADS.map(
    ([short, long]) => `<th class="verb" scope="col"><abbr title="${long}">${short}</abbr></th>`,
  ).join('');
  const shown = [...objects].sort((a, b) => bitsOf(b) - bitsOf(a)).slice(0, SHOWN_OBJECTS);
  const left = objects.length - shown.length;
  const rest = left > 0 ? `<p class="note rest">and ${counted(left, 'more object')}</p>` : '';
  return `<details class="reach" open><summary>${counted(objects.length, 'object')}, object by object</summary><div class="matrix" data-integration="${index}"><table><thead><tr><th scope="col">Object</th>${heads}<th scope="col">Fields</th></tr></thead><tbody>${shown.map(objectRow).join('')}</tbody></table></div>${rest}</details>`;
}

function factList(integration: AuditedIntegration): string {
  const { reach } = integration;
  const names = (ids: readonly string[]): string => ids.map(localName).join(', ');
  const setup = Object.entries(reach.setup).map(([type, entries]) => [setupWord(type), foldedList(entries)] as const);
  const facts: readonly (readonly [string, string])[] = [
    ['owner', integration.owner === undefined ? '' : text(integration.owner)],
    ['application', names(integration.apps)],
    ['user', integration.users.map(text).join(', ')],
    ['profile', names(integration.profiles)],
    ['permission set', names([...integration.permissionSets, ...integration.groups])],
    ['the design', integration.class === 'own' ? brokenMarks(integration.marks) : ''],
    ['system permissions', foldedList(reach.systemPermissions)],
    ...setup,
    ['found by', evidenceList(integration)],
    ['at least', reach.boundReasons.map(text).join(' · ')],
  ];
  const rows = facts.filter(([, value]) => value !== '').map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`);
  return `<dl class="facts">${rows.join('')}</dl>`;
}

function briefFindings(integration: AuditedIntegration, findings: readonly Finding[]): string {
  const own = findings.filter(
    ({ integrations, outcome }) => outcome === 'fail' && integrations.includes(integration.name),
  );
  if (own.length === 0) return '';
  const shown = own
    .slice(0, 6)
    .map(({ severity, message }) => `<li><span class="chip ${severity}">${severity}</span> ${text(message)}</li>`);
  return `<ul class="brief">${shown.join('')}</ul><p class="note"><a href="#findings" data-show-integration="${text(integration.name)}">${own.length === 1 ? 'Its finding' : `All its ${own.length} findings`}, with places and fixes</a></p>`;
}

function alarm(paths: readonly string[]): string {
  const [first, ...others] = paths;
  if (first === undefined) return '';
  const more =
    others.length === 0
      ? ''
      : `<details><summary>${counted(others.length, 'other way')}</summary><ul class="brief">${others.map((path) => `<li>${text(path)}</li>`).join('')}</ul></details>`;
  return `<div class="alarm">▲ Can become an administrator. ${text(first)}${more}</div>`;
}

/** Whether a label is more than the name in another spelling, or a user that the card names anyway. */
function saysMore(label: string, { name, users }: AuditedIntegration): boolean {
  const letters = (written: string): string => written.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return label !== '' && letters(label) !== letters(name) && !users.includes(label);
}

/**
 * One application. Folded, a line: how far it is from the design, what a leaked token of it opens, the verdict. Unfolded,
 * who it is, why, and what is wrong.
 */
export function integrationCard(
  integration: AuditedIntegration,
  index: number,
  findings: readonly Finding[],
  isOpen: boolean,
): string {
  const { worst, verdict, label, name, reach } = integration;
  const title = saysMore(label, integration) ? ` <span class="note">${text(label)}</span>` : '';
  const escalation = alarm(reach.escalation);
  return `<details class="card" id="integration-${index}"${isOpen ? ' open' : ''}><summary><h3>${text(name)}${title}</h3>${marks(integration)}<span class="access">${text(accessWords(reach))}</span><span class="verdict chip ${worst ?? 'good'}">${text(verdict.replaceAll('✓', '✓ nothing found'))}</span></summary>
<div class="inside">${escalation}${factList(integration)}${matrix(integration, index)}${briefFindings(integration, findings)}</div></details>`;
}
