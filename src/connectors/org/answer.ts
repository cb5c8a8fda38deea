/** What the org answered to one request. A refusal is a value: most of them only mean that one family stays unread. */
export type Answer =
  | { readonly ok: true; readonly body: Buffer; readonly headers: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly failure: Failure };

export interface Failure {
  /** HTTP status; 0 when the org could not be reached. */
  readonly status: number;
  /** `INVALID_TYPE`, `REQUEST_LIMIT_EXCEEDED`; empty when the answer holds none. */
  readonly code: string;
  readonly message: string;
}

/** The error that a body tells: an array of them, one of them, or an OAuth error. */
export function failureOf(status: number, body: unknown): Failure {
  const first: unknown = Array.isArray(body) ? body[0] : body;
  if (typeof first !== 'object' || first === null) return { status, code: '', message: `HTTP status ${status}` };
  const { errorCode, message, error, error_description } = first as Readonly<Record<string, unknown>>;
  return {
    status,
    code: String(errorCode ?? error ?? ''),
    message: String(message ?? error_description ?? `HTTP status ${status}`).trim(),
  };
}

/** The error that a SOAP answer tells, worded as REST words it; `undefined` when it is none. */
export function soapFaultIn(body: Buffer): unknown {
  const text = body.toString('utf8');
  const [, code] = /<faultcode>\s*(?:\w+:)?(\w+)\s*<\/faultcode>/.exec(text) ?? [];
  if (code === undefined) return undefined;
  const [, message = ''] = /<faultstring>([^<]*)<\/faultstring>/.exec(text) ?? [];
  return { errorCode: code, message: message.replace(/^\w+:\s*/, '') };
}

export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
