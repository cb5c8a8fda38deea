import type { HttpRequest } from './http.ts';

const COMPOSITE = /^\/services\/data\/v[\d.]+\/(tooling\/)?composite$/;
const METADATA = /^\/services\/Soap\/m\/[\d.]+$/;
/** The operation stands first in the body; names within it are escaped, so nothing else can look like one. */
const READS_METADATA = /<env:Body><(?:listMetadata|readMetadata)>/;
const QUERY_JOBS = /^\/services\/data\/v[\d.]+\/jobs\/query$/;

/**
 * Whoever reads an org must not be able to change it, whatever else goes wrong here: only requests that ask get through.
 * A query job is a question too, though it is asked with POST.
 *
 * @throws Error for anything else: a mistake of ours
 */
export function refuseWrites({ method, path, body }: HttpRequest): void {
  if (method === 'GET') return;
  if (QUERY_JOBS.test(path) && isQueryJob(body)) return;
  if (METADATA.test(path) && readsMetadata(body)) return;
  if (COMPOSITE.test(path) && onlyAsks(body)) return;
  throw new Error(`Reading an org must not send ${method} ${path}`);
}

function readsMetadata(body: HttpRequest['body']): boolean {
  const text = textOf(body);
  return READS_METADATA.test(text) && text.split('<env:Body>').length === 2;
}

function isQueryJob(body: HttpRequest['body']): boolean {
  return record(JSON.parse(textOf(body)))['operation'] === 'query';
}

function onlyAsks(body: HttpRequest['body']): boolean {
  const subrequests = record(JSON.parse(textOf(body)))['compositeRequest'];
  return Array.isArray(subrequests) && subrequests.every((one) => record(one)['method'] === 'GET');
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** Bytes are a package or a file: no question is asked with them. */
function textOf(body: HttpRequest['body']): string {
  return typeof body === 'string' ? body : 'null';
}
