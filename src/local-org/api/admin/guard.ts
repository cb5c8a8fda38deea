import { createHash, timingSafeEqual } from 'node:crypto';
import { hostOf, isLoopback } from '../../loopback.ts';
import { OrgError } from '../../org-error.ts';
import type { ApiAnswer, ApiRequest } from '../api.ts';

/** Header that carries the key of the admin endpoint. A page in a browser cannot send it without asking first. */
export const ADMIN_KEY_HEADER = 'x-leastwise-key';

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Lets in who runs on this machine, is no web page and knows the key of this start. The name that was asked for is checked
 * here too, for orgs that are bound to more than loopback.
 */
export function guarded(
  key: string,
  handle: (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>,
): (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer> {
  const expected = sha256(key);
  return (request) => {
    const { headers, sourceIp } = request;
    const refuse = (why: string) => new OrgError(403, 'INSUFFICIENT_ACCESS', `The admin endpoint ${why}.`);
    if (!isLoopback(sourceIp.replace(/^::ffff:/, ''))) throw refuse('answers on this machine only');
    if (!isLoopback(hostOf(headers.host ?? ''))) throw refuse('answers to loopback names only');
    if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) throw refuse('answers no web page');
    if (!timingSafeEqual(sha256(String(headers[ADMIN_KEY_HEADER] ?? '')), expected))
      throw refuse(`asks for the key of this start in the header ${ADMIN_KEY_HEADER}`);
    return handle(request);
  };
}
