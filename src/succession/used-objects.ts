import type { ApiActivity } from '../model/activity.ts';
import { OBJECT_VERBS, type ObjectVerb } from '../model/permission.ts';

/** What calls asked for, object by object. */
export interface UsedObjects {
  readonly verbs: ReadonlyMap<string, ReadonlySet<ObjectVerb>>;
  readonly calls: number;
  /** Calls that may have reached anything: they name no object. */
  readonly nameless: number;
}

const BY_METHOD: Readonly<Record<string, readonly ObjectVerb[]>> = {
  GET: ['read'],
  HEAD: ['read'],
  POST: ['read', 'create'],
  PATCH: ['read', 'create', 'edit'],
  PUT: ['read', 'create', 'edit'],
  DELETE: ['read', 'delete', 'edit'],
};

const BY_SOAP: Readonly<Record<string, readonly ObjectVerb[]>> = {
  query: ['read'],
  queryall: ['read'],
  querymore: ['read'],
  retrieve: ['read'],
  search: ['read'],
  describesobject: ['read'],
  describesobjects: ['read'],
  create: ['read', 'create'],
  update: ['read', 'edit'],
  upsert: ['read', 'create', 'edit'],
  delete: ['read', 'edit', 'delete'],
};

/** Every verb but those that set sharing aside. */
const ORDINARY: readonly ObjectVerb[] = ['read', 'create', 'edit', 'delete'];

/** Calls that reach no record, whoever makes them: descriptions, limits, who one is, the protocol itself. */
const REACHES_NOTHING =
  /^\/?$|^\/(limits|sobjects|query|recent|appMenu|tabs|theme|versions?)\/?$|describe|userinfo|oauth2|^(login|logout|getUserInfo|getServerTimestamp|describe\w*|querymore)$/i;

/**
 * A call that was refused used nothing. What a bulk job or an unknown method did to an object is not told: everything
 * ordinary then counts as used.
 */
export function usedObjects(calls: readonly ApiActivity[]): UsedObjects {
  const verbs = new Map<string, Set<ObjectVerb>>();
  let [total, nameless] = [0, 0];
  for (const call of calls.filter(({ statusClass }) => statusClass !== '4xx')) {
    total += call.count;
    if (call.entities.length === 0 && !REACHES_NOTHING.test(call.resource)) nameless += call.count;
    for (const object of call.entities) {
      const known = verbs.get(object) ?? new Set<ObjectVerb>();
      for (const verb of verbsOf(call)) known.add(verb);
      verbs.set(object, known);
    }
  }
  return { verbs, calls: total, nameless };
}

function verbsOf({ family, method, resource }: ApiActivity): readonly ObjectVerb[] {
  if (family === 'SOAP') return BY_SOAP[resource.toLowerCase()] ?? ORDINARY;
  if (family === 'REST') return BY_METHOD[method] ?? ORDINARY;
  return ORDINARY;
}

export function inOrder(verbs: Iterable<ObjectVerb>): readonly ObjectVerb[] {
  const wanted = new Set(verbs);
  return OBJECT_VERBS.filter((verb) => wanted.has(verb));
}
