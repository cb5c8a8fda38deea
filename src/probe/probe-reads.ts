import type { ProbeWire } from '../connectors/org/probe-wire.ts';
import type { ProbeAnswer } from '../model/probe.ts';
import type { AccessCheck } from '../model/verification.ts';
import { type Judged, probeCheck } from '../verify/judge-answer.ts';
import { FIELDS_A_QUERY, type ObjectProbe, type ProbePlan } from '../verify/probe-plan.ts';

/** A query, and what its answer says of each permission that it needs. */
interface Asked {
  readonly soql: string;
  readonly says: readonly Judged[];
}

const soqlOf = (fields: readonly string[], object: string): string =>
  `SELECT ${fields.join(', ')} FROM ${object} LIMIT 1`;

function objectQuery(object: string, granted: boolean): Asked {
  const asked = soqlOf(['Id'], object);
  return { soql: asked, says: [{ permission: `${object}:read`, granted, kind: 'read', asked }] };
}

function fieldQuery(object: string, fields: readonly string[], granted: boolean): Asked {
  const asked = soqlOf(['Id', ...fields], object);
  const says = fields.map(
    (field): Judged => ({ permission: `${object}.${field}:read`, granted, kind: 'read-field', asked }),
  );
  return { soql: asked, says };
}

/** Reads what is granted, many fields at once, and what is not, one by one: of several only the first would be refused. */
export async function probeReads(wire: ProbeWire, { reached, closed }: ProbePlan): Promise<readonly AccessCheck[]> {
  const whole = reached.flatMap(grantedQueries);
  const answers = await wire.query(whole.map(({ soql }) => soql));
  const alone = whole.flatMap((one, at) => (isRefused(answers[at]) && one.says.length > 1 ? splitUp(one) : []));
  const told = whole.flatMap((one, at) =>
    isRefused(answers[at]) && one.says.length > 1 ? [] : checksOf(one, answers[at]),
  );
  const others = [
    ...alone,
    ...reached.flatMap(({ object, unreadable }) => unreadable.map((field) => fieldQuery(object, [field], false))),
    ...closed.map((object) => objectQuery(object, false)),
  ];
  const more = await wire.query(others.map(({ soql }) => soql));
  return [...told, ...others.flatMap((one, at) => checksOf(one, more[at]))];
}

function grantedQueries({ object, readable }: ObjectProbe): readonly Asked[] {
  const packs = Array.from({ length: Math.ceil(readable.length / FIELDS_A_QUERY) }, (_, at) =>
    readable.slice(at * FIELDS_A_QUERY, (at + 1) * FIELDS_A_QUERY),
  );
  return [objectQuery(object, true), ...packs.map((fields) => fieldQuery(object, fields, true))];
}

function isRefused(answer: ProbeAnswer | undefined): boolean {
  return answer !== undefined && answer.status >= 400;
}

function splitUp({ says }: Asked): readonly Asked[] {
  return says.map(({ permission, granted }) => {
    const [object = '', field = ''] = permission.replace(/:read$/, '').split('.');
    return fieldQuery(object, [field], granted);
  });
}

const SILENT: ProbeAnswer = { status: 0, code: '', message: '', rows: 0 };

function checksOf({ says }: Asked, answer: ProbeAnswer = SILENT): readonly AccessCheck[] {
  return says.map((judged) => probeCheck(judged, answer));
}
