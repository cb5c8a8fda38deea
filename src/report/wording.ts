import type { AuditedIntegration, Reach, ReachedObject } from '../model/audit.ts';
import type { ObjectVerb, SetupEntityType } from '../model/permission.ts';
import { SETUP_ENTITY_LABELS } from '../model/permission-text.ts';
import type { SnapshotSource } from '../model/snapshot.ts';
import { counted, digits } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

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

/** `org prod`, or `snapshot prod.json.gz of org prod`. */
export function sourceText({ kind, label, savedIn }: SnapshotSource): string {
  const source = `${sourceWord(kind)} ${untrustedLine(label)}`;
  return savedIn === undefined ? source : `snapshot ${untrustedLine(savedIn)} of ${source}`;
}

/** How the same source is named again: `--target-org prod`, or its path. */
export function sourceAgain({ kind, label, savedIn }: SnapshotSource, path: string): string {
  if (savedIn !== undefined) return `${path}${untrustedLine(savedIn)}`;
  return kind === 'org' ? `--target-org ${untrustedLine(label)}` : `${path}${untrustedLine(label)}`;
}

const WRITING: ReadonlySet<ObjectVerb> = new Set(['create', 'edit', 'delete', 'modifyAll']);

/** `6 objects · 11 fields, 4 editable`, or what opens everything, in a few words. */
export function accessWords(reach: Reach): string {
  const atLeast = reach.bound === 'at-least' ? '≥ ' : '';
  const readsAll = reach.everything.includes('ViewAllData');
  const counts = ({ verbs }: ReachedObject) => (readsAll ? verbs.some((verb) => WRITING.has(verb)) : verbs.length > 0);
  const objects = reach.objects.filter(counts).length;
  const edits = reach.editableFields > 0 ? `, ${digits(reach.editableFields)} editable` : '';
  // Who may change everything, of him objects and fields say nothing.
  if (reach.everything.includes('ModifyAllData')) return `${atLeast}all data`;
  const parts = [
    ...(readsAll ? ['all data, to read'] : []),
    ...(objects > 0 ? [readsAll ? `writes ${counted(objects, 'object')}` : counted(objects, 'object')] : []),
    ...(!readsAll && reach.readableFields + reach.editableFields > 0
      ? [`${counted(reach.readableFields, 'field')}${edits}`]
      : []),
  ];
  if (parts.length > 0) return atLeast + parts.join(' · ');
  const system = reach.systemPermissions.length;
  if (system > 0) return `${atLeast}${counted(system, 'system permission')}`;
  return atLeast === '' ? 'nothing' : 'not known';
}

const SIGNALS: Readonly<Record<string, string>> = {
  licence: 'licence',
  'api-only': 'API Only',
  'run-as': 'run-as',
  'pre-authorised': 'app → set',
  app: 'app',
  name: 'name',
  label: 'label',
  description: 'description',
  username: 'username',
  'works-as': 'log-ins',
  declared: 'declared',
};

/** The two strongest kinds of evidence, and how many more there are. */
export function foundBy(integration: Pick<AuditedIntegration, 'evidence'>): string {
  const signals = [...new Set(integration.evidence.map(({ signal }) => SIGNALS[signal] ?? signal))];
  const [first = '', second, ...others] = signals;
  if (second === undefined) return first;
  return others.length === 0 ? `${first} · ${second}` : `${first} · ${second} +${others.length}`;
}

/** `erp, billing and 3 more`. */
export function listed(names: readonly string[], shown = 3): string {
  if (names.length <= shown + 1) return names.join(', ');
  return `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`;
}

export function setupWord(type: string): string {
  return SETUP_ENTITY_LABELS[type as SetupEntityType] ?? type;
}
