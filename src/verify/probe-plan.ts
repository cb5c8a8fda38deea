import type { EffectiveAccess } from '../access/effective-access.ts';
import type { ObjectVerb, Permission } from '../model/permission.ts';
import { formatPermission } from '../model/permission-text.ts';
import type { AccessCheck } from '../model/verification.ts';
import { SYSTEM_PERMISSION_PROBES, type SystemPermissionProbe } from '../platform/system-permission-probes.ts';
import { isPlainVerb } from './compare-judges.ts';
import { objectOfField, type Question } from './questions.ts';
import { sample } from './sample.ts';

/** What is tried on one object that the user may read by its declaration. */
export interface ObjectProbe {
  readonly object: string;
  readonly granted: ReadonlySet<ObjectVerb>;
  /** Without their object, by name order. */
  readonly readable: readonly string[];
  readonly editable: readonly string[];
  /** Not granted for reading; not granted for editing though the object may be written. */
  readonly unreadable: readonly string[];
  readonly uneditable: readonly string[];
}

export interface SystemProbe {
  readonly probe: SystemPermissionProbe;
  readonly granted: boolean;
}

/** Everything that will be tried, decided before the first request. */
export interface ProbePlan {
  readonly reached: readonly ObjectProbe[];
  /** Objects that the user must not reach. */
  readonly closed: readonly string[];
  readonly system: readonly SystemProbe[];
  /** What is granted and is not tried, each with the reason. */
  readonly untried: readonly AccessCheck[];
  /** Requests at most: in the name of the integration, and of who runs this, to make records and to remove them. */
  readonly calls: { readonly asUser: number; readonly asMaker: number };
}

const MOST_OBJECTS = 60;
const UNREADABLE_EACH = 6;
const UNEDITABLE_EACH = 3;
export const FIELDS_A_QUERY = 50;
export const QUERIES_A_CALL = 5;
/** A busy org is asked again. */
const SPARE_CALLS = 20;
/** Describes of an object and its parents, making and removing records, each asked again when nobody knows what happened. */
const MAKER_CALLS_EACH = 10;

/** That the API answers at all is tried by every request; to be let in by it alone opens nothing. */
const TRIED_BY_ALL = ['ApiEnabled', 'ApiUserOnly'];

/** @param current what the user holds now: what it holds and should not is tried first */
export function planProbe(
  questions: readonly Question[],
  expected: EffectiveAccess,
  current: EffectiveAccess,
): ProbePlan {
  const objects = [...new Set(questions.flatMap(({ permission }) => objectOf(permission) ?? []))].sort();
  const isReached = (object: string): boolean => expected.may({ kind: 'object', object, verb: 'read' });
  const all = objects.filter(isReached).map((object) => objectProbe(object, questions, current));
  const reached = all.slice(0, MOST_OBJECTS);
  const beyond = all.slice(MOST_OBJECTS).map(({ object }) => object);
  const closed = objects.filter((object) => !isReached(object));
  const system = SYSTEM_PERMISSION_PROBES.map((probe) => ({
    probe,
    granted: probe.opens.some((name) => expected.hasSystem(name)),
  }));
  const untried = questions.flatMap((question) => untriedCheck(question, beyond));
  return { reached, closed, system, untried, calls: callsFor(reached, closed, system) };
}

function objectOf(permission: Permission): string | undefined {
  if (permission.kind === 'object') return permission.object;
  return permission.kind === 'field' ? objectOfField(permission.field) : undefined;
}

function objectProbe(object: string, questions: readonly Question[], current: EffectiveAccess): ObjectProbe {
  const mine = questions.filter(({ permission }) => objectOf(permission) === object);
  const granted = new Set(
    mine.flatMap(({ permission, granted: is }) => (permission.kind === 'object' && is ? [permission.verb] : [])),
  );
  const fields = (verb: 'read' | 'edit', is: boolean, most: number): readonly string[] => {
    const found = mine.flatMap((one) =>
      one.permission.kind === 'field' && one.permission.verb === verb && one.granted === is ? [one.permission] : [],
    );
    const held = found.filter((permission) => current.may(permission));
    const rest = found.filter((permission) => !current.may(permission));
    const chosen = is ? found : [...held, ...sample(rest, most - held.length)];
    return chosen.map(({ field }) => field.slice(object.length + 1)).sort();
  };
  const writes = granted.has('create') || granted.has('edit');
  return {
    object,
    granted,
    readable: fields('read', true, 0),
    editable: fields('edit', true, 0),
    unreadable: fields('read', false, UNREADABLE_EACH),
    // Where nothing of the object may be written, that is refused as a whole.
    uneditable: writes ? fields('edit', false, UNEDITABLE_EACH) : [],
  };
}

function untriedCheck({ permission, granted }: Question, beyond: readonly string[]): readonly AccessCheck[] {
  const reason = granted ? reasonNotTried(permission, beyond) : undefined;
  if (reason === undefined) return [];
  const check = { judge: 'probe', permission: formatPermission(permission), expected: 'granted' } as const;
  return [{ ...check, outcome: 'not-checked', asked: '', seen: reason }];
}

function reasonNotTried(permission: Permission, beyond: readonly string[]): string | undefined {
  const object = objectOf(permission);
  if (object !== undefined && beyond.includes(object))
    return `more than ${MOST_OBJECTS} objects: it is not among those tried`;
  if (permission.kind === 'object' && !isPlainVerb(permission.verb))
    return 'needs records of somebody else, which a probe does not touch';
  if (permission.kind === 'setup') return 'what it does depends on what is behind it, which a probe does not start';
  const isTried = SYSTEM_PERMISSION_PROBES.some(
    ({ opens }) => permission.kind === 'system' && opens.includes(permission.name),
  );
  if (permission.kind === 'system' && !isTried && !TRIED_BY_ALL.includes(permission.name))
    return 'no request is known that changes nothing and needs this permission';
  return undefined;
}

function callsFor(
  reached: readonly ObjectProbe[],
  closed: readonly string[],
  system: readonly SystemProbe[],
): ProbePlan['calls'] {
  const queries = reached.reduce(
    (sum, { readable, unreadable }) =>
      sum + Math.max(1, Math.ceil(readable.length / FIELDS_A_QUERY)) + 1 + readable.length + unreadable.length,
    closed.length,
  );
  const writes = reached.reduce((sum, { granted, editable, uneditable }) => {
    const verbs = ['create', 'edit', 'delete'] as const;
    const chain = verbs.filter((verb) => granted.has(verb)).length + 2;
    const refused = verbs.filter((verb) => !granted.has(verb)).length;
    return sum + 1 + chain + editable.length + refused + uneditable.length;
  }, closed.length);
  const asUser = 1 + Math.ceil(queries / QUERIES_A_CALL) + reached.length * 2 + system.length + writes + SPARE_CALLS;
  return { asUser, asMaker: reached.length * MAKER_CALLS_EACH };
}
