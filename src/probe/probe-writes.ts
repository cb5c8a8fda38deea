import { describedObject } from '../connectors/org/describe-object.ts';
import type { DescribedObject } from '../model/described-object.ts';
import type { AccessCheck } from '../model/verification.ts';
import { type Judged, type TriedKind, untried } from '../verify/judge-answer.ts';
import type { ObjectProbe } from '../verify/probe-plan.ts';
import { recordValues, requiredFields, trialValue, writtenName } from '../verify/record-values.ts';
import type { Ground } from './record-maker.ts';
import { runSteps, type Step, type Ways } from './run-steps.ts';

export interface WritesOptions extends Ways {
  readonly mark: string;
}

/** What the steps on one object work with. */
interface Stand {
  readonly object: string;
  readonly described: DescribedObject | undefined;
  readonly values: Readonly<Record<string, unknown>>;
  /** Id of a record, or what refers to the one that is made first. */
  readonly record: string;
  readonly owned: boolean;
  readonly mark: string;
}

const MADE = '@{made.id}';
const WRITES = ['create', 'edit', 'delete'] as const;

/**
 * Every verb on records of one object: what is granted on a record that the integration makes itself, where it may; else on one
 * that is made for it. Nothing that it writes stays.
 */
export async function probeWrites(options: WritesOptions, probe: ObjectProbe): Promise<readonly AccessCheck[]> {
  const { object, granted } = probe;
  const makesItself = granted.has('create');
  const ground = await options.maker.groundFor(object, !makesItself);
  const found = ground.ok ? ground : await ownGround(options, probe, ground);
  if (!found.ok) return withoutGround(probe, found.reason);
  const { described, values, owned } = found;
  const record = makesItself ? MADE : (found.id ?? '');
  const stand: Stand = { object, described, values, record, owned: makesItself || owned, mark: options.mark };
  const first = makesItself ? createStep(stand, probe) : undefined;
  const checks = [...(await runSteps(options, object, first, grantedSteps(stand, probe)))];
  for (const step of refusedSteps(stand, probe)) {
    const needsRecord = step.trial.path.includes(MADE);
    checks.push(...(await runSteps(options, object, needsRecord ? first : undefined, [step], false)));
  }
  return checks;
}

/** Who runs this may be an auditor who makes nothing; the integration itself may know enough to make one alone. */
async function ownGround(
  { wire, mark }: WritesOptions,
  { object, granted }: ObjectProbe,
  ground: Extract<Ground, { readonly ok: false }>,
): Promise<Ground> {
  if (!granted.has('create')) return ground;
  const described = describedObject(await wire.read(`/sobjects/${object}/describe`));
  if (!described?.createable) return ground;
  const found = recordValues(described, { mark, recordOf: () => undefined });
  return found.ok
    ? { ok: true, described, values: found.values, id: undefined, owned: true }
    : { ...ground, reason: found.reason };
}

const permissionOf = (object: string, name: string, verb: string): string =>
  name === '' ? `${object}:${verb}` : `${object}.${name}:${verb}`;

function withoutGround({ object, granted, editable, uneditable }: ObjectProbe, reason: string): readonly AccessCheck[] {
  const told = (name: string, verb: string, is: boolean): AccessCheck =>
    untried({ permission: permissionOf(object, name, verb), granted: is, asked: '' }, reason);
  return [
    ...WRITES.map((verb) => told('', verb, granted.has(verb))),
    ...editable.map((name) => told(name, 'edit', true)),
    ...uneditable.map((name) => told(name, 'edit', false)),
  ];
}

function stepOf(
  { object }: Stand,
  what: { readonly kind: TriedKind; readonly verb: string; readonly field?: string; readonly granted: boolean },
  trial: Step['trial'],
): Step {
  const { kind, verb, field = '', granted } = what;
  // A request is told by what it asks, without a value and without an id.
  const asked = `${trial.method} /sobjects/${object}${field === '' ? '' : ` · ${field}`}, taken back`;
  const judged: Judged = { permission: permissionOf(object, field, verb), granted, kind, asked };
  return { ...judged, trial };
}

const plainCreate = ({ object, values }: Stand, name = 'made', more: object = {}): Step['trial'] => ({
  name,
  method: 'POST',
  path: `/sobjects/${object}`,
  body: { ...values, ...more },
});

function createStep(stand: Stand, { granted }: ObjectProbe): Step {
  return stepOf(stand, { kind: 'create', verb: 'create', granted: granted.has('create') }, plainCreate(stand));
}

const written = ({ described, mark }: Stand, field: string): Readonly<Record<string, unknown>> => {
  const known = described?.fields.find(({ name }) => name === field);
  return { [writtenName(field, known)]: trialValue(known, mark) };
};

const update = ({ object, record }: Stand, name: string, body: Readonly<Record<string, unknown>>): Step['trial'] => ({
  name,
  method: 'PATCH',
  path: `/sobjects/${object}/${record}`,
  body,
});

/** A field is written by changing it; where nothing may be changed, by making a record with it. */
function fieldStep(stand: Stand, field: string, name: string, granted: boolean, byChange: boolean): Step {
  const body = written(stand, field);
  const trial = byChange ? update(stand, name, body) : plainCreate(stand, name, body);
  return stepOf(stand, { kind: 'edit-field', verb: 'edit', field, granted }, trial);
}

function grantedSteps(stand: Stand, { granted, editable }: ObjectProbe): readonly Step[] {
  const { object, record, owned } = stand;
  const steps: Step[] = [];
  if (record === MADE) {
    const seen = { name: 'seen', method: 'GET', path: `/sobjects/${object}/${record}?fields=Id` } as const;
    steps.push(stepOf(stand, { kind: 'read', verb: 'read', granted: true }, seen));
  }
  const byChange = granted.has('edit');
  const fields = editable.map((field, at) => fieldStep(stand, field, `field${at}`, true, byChange));
  if (byChange) {
    const edit = stepOf(
      stand,
      { kind: 'edit', verb: 'edit', granted: true },
      update(stand, 'changed', plainChange(stand)),
    );
    const whole = Object.assign({}, ...editable.map((field) => written(stand, field)));
    steps.push(
      editable.length === 0 ? edit : { ...edit, trial: update(stand, 'changed', whole), parts: [edit, ...fields] },
    );
  } else steps.push(...fields);
  if (granted.has('delete')) steps.push(deleteStep(stand, true, owned));
  return steps;
}

function deleteStep({ object, record, ...stand }: Stand, granted: boolean, owned: boolean): Step {
  const kind = owned ? 'delete' : 'delete-of-another';
  const trial = { name: 'gone', method: 'DELETE', path: `/sobjects/${object}/${record}` } as const;
  return stepOf({ object, record, ...stand }, { kind, verb: 'delete', granted }, trial);
}

/** A change of a field that follows the object, where it has one: then only the object decides. */
function plainChange({ described, mark }: Stand): Readonly<Record<string, unknown>> {
  const follows = described && requiredFields(described).find(({ type, unique }) => type === 'string' && !unique);
  return follows ? { [follows.name]: trialValue(follows, mark) } : {};
}

function refusedSteps(stand: Stand, { granted, uneditable }: ObjectProbe): readonly Step[] {
  const steps: Step[] = [];
  if (!granted.has('create'))
    steps.push(stepOf(stand, { kind: 'create', verb: 'create', granted: false }, plainCreate(stand)));
  if (!granted.has('edit'))
    steps.push(
      stepOf(stand, { kind: 'edit', verb: 'edit', granted: false }, update(stand, 'changed', plainChange(stand))),
    );
  if (!granted.has('delete')) steps.push(deleteStep(stand, false, stand.owned));
  const byChange = granted.has('edit');
  return [...steps, ...uneditable.map((field, at) => fieldStep(stand, field, `field${at}`, false, byChange))];
}
