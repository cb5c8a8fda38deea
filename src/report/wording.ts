import type { AuditedIntegration, Reach } from '../model/audit.ts';
import type { SetupEntityType } from '../model/permission.ts';
import { SETUP_ENTITY_LABELS } from '../model/permission-text.ts';
import { counted } from './style.ts';

const SOURCES: Readonly<Record<string, string>> = {
  sfdx: 'SFDX project',
  mdapi: 'metadata folder',
  zip: 'zip',
  git: 'git revision',
  org: 'org',
  file: 'file',
};

/** What kind of source was read, in words. */
export function sourceWord(kind: string): string {
  return SOURCES[kind] ?? kind;
}

/** `6 objects · 11 fields, 4 editable`, or what opens everything, in a few words. */
export function accessWords(reach: Reach): string {
  const atLeast = reach.bound === 'at-least' ? '≥ ' : '';
  const everything = reach.everything.includes('ModifyAllData')
    ? ['all data']
    : reach.everything.includes('ViewAllData')
      ? ['all data, to read']
      : [];
  const objects = reach.objects.filter(({ verbs }) => verbs.length > 0).length;
  const edits = reach.editableFields > 0 ? `, ${reach.editableFields.toLocaleString('en-US')} editable` : '';
  const parts = [
    ...everything,
    ...(objects > 0 ? [counted(objects, 'object')] : []),
    ...(reach.readableFields + reach.editableFields > 0 ? [`${counted(reach.readableFields, 'field')}${edits}`] : []),
  ];
  if (parts.length > 0) return atLeast + parts.join(' · ');
  const system = reach.systemPermissions.length;
  return system > 0 ? `${atLeast}${counted(system, 'system permission')}` : `${atLeast}nothing`;
}

const SIGNALS: Readonly<Record<string, string>> = {
  licence: 'licence',
  'api-only': 'API Only',
  'run-as': 'run-as user',
  'pre-authorised': 'app → set',
  app: 'app',
  name: 'name',
  label: 'label',
  description: 'description',
  username: 'username',
  declared: 'declared',
};

/** The two strongest kinds of evidence, and how many more there are. */
export function foundBy(integration: Pick<AuditedIntegration, 'evidence'>): string {
  const signals = [...new Set(integration.evidence.map(({ signal }) => SIGNALS[signal] ?? signal))];
  const [first = '', second, ...others] = signals;
  if (second === undefined) return first;
  return others.length === 0 ? `${first} · ${second}` : `${first} · ${second} +${others.length}`;
}

export function setupWord(type: string): string {
  return SETUP_ENTITY_LABELS[type as SetupEntityType] ?? type;
}
