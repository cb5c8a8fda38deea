import * as v from 'valibot';
import type { OrgControls } from '../../controls.ts';
import { FAULT_SCHEMA } from '../../faults.ts';
import { OrgError } from '../../org-error.ts';
import { type ApiAnswer, type ApiRequest, jsonAnswer, NO_CONTENT } from '../api.ts';

const name = v.optional(v.pipe(v.string(), v.minLength(1)));
const SESSION = v.strictObject({
  username: v.pipe(v.string(), v.minLength(1)),
  application: name,
  minutes: v.optional(v.pipe(v.number(), v.minValue(0))),
});
const WHICH = v.strictObject({ token: name, username: name, application: name });
const CLOCK = v.union([
  v.strictObject({ to: v.pipe(v.string(), v.isoTimestamp()) }),
  /** `90d`, `-2h`, `30m`, `10s`. */
  v.strictObject({ by: v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?[dhms]$/)) }),
]);
const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

function read<Schema extends v.GenericSchema>(schema: Schema, { body }: ApiRequest): v.InferOutput<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(body.length === 0 ? '{}' : body.toString('utf8'));
  } catch {
    throw new OrgError(400, 'JSON_PARSER_ERROR', 'The body is not JSON.');
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new OrgError(400, 'INVALID_INPUT', `${v.getDotPath(issue) ?? 'The body'}: ${issue.message}`);
}

export function addFault(controls: OrgControls, request: ApiRequest): ApiAnswer {
  controls.addFault(read(FAULT_SCHEMA, request));
  return NO_CONTENT;
}

export function openSession(controls: OrgControls, request: ApiRequest): ApiAnswer {
  const { username, application, minutes } = read(SESSION, request);
  const session = controls.openSession(username, { application, minutes });
  return jsonAnswer(
    {
      accessToken: session.token,
      instanceUrl: request.org.url,
      userId: session.userId,
      expires: new Date(session.expires).toISOString(),
    },
    201,
  );
}

/** Tokens are not told: whoever needs one opens a session. */
export function sessions(controls: OrgControls): ApiAnswer {
  const list = controls.sessions().map(({ id, userId, app, sourceIp, expires }) => ({
    id,
    userId,
    application: app?.name ?? null,
    sourceIp,
    expires: new Date(expires).toISOString(),
  }));
  return jsonAnswer(list);
}

export function dropSessions(controls: OrgControls, request: ApiRequest): ApiAnswer {
  return jsonAnswer({ ended: controls.expireSessions(read(WHICH, request)) });
}

export function clock(controls: OrgControls, request: ApiRequest): ApiAnswer {
  const asked = read(CLOCK, request);
  const now =
    'to' in asked
      ? controls.setClock(new Date(asked.to))
      : controls.moveClock(Number.parseFloat(asked.by) * (UNITS[asked.by.at(-1) ?? ''] ?? 0));
  return jsonAnswer({ now: now.toISOString() });
}

export function traffic(controls: OrgControls, { query }: ApiRequest): ApiAnswer {
  const since = query.get('since');
  const from = since === null ? undefined : new Date(since);
  if (from && Number.isNaN(from.getTime())) throw new OrgError(400, 'INVALID_INPUT', 'since: no date.');
  const requests = controls.traffic(from).map((record) => ({ ...record, time: new Date(record.time).toISOString() }));
  return jsonAnswer(requests);
}
