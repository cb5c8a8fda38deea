import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ApiAnswer, Route } from './api/api.ts';
import { type Call, createDispatcher, type Dispatcher, errorAnswer } from './api/dispatch.ts';
import { hostOf, isLoopback } from './loopback.ts';
import type { Org } from './org.ts';
import { OrgError } from './org-error.ts';
import { sufferFaults } from './struck-requests.ts';

const MAX_BODY_BYTES = 64 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 120_000;

export interface ServerOptions {
  readonly org: Org;
  readonly routes: readonly Route[];
}

const NOTHING = Buffer.alloc(0);

/** Whether a body is announced: most requests have none, and reading nothing costs more than answering them. */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/** Reads by events: an iterator over a stream costs more than all the rest of a small request. */
function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= MAX_BODY_BYTES) return;
      // Not destroyed: who sends it must still be told.
      request.removeAllListeners('data').pause();
      reject(new OrgError(413, 'REQUEST_TOO_LARGE', 'The request body is too large.'));
    });
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length)));
    request.once('error', reject);
  });
}

/**
 * An org on this machine alone answers to its names alone: a page that makes its own name point here (DNS rebinding) is
 * not let in by the browser that it runs in.
 */
function createHostCheck(isLocal: boolean): (host: string | undefined) => void {
  // Nearly always the same one.
  let trusted: string | undefined;
  return (host) => {
    if (!isLocal || host === trusted) return;
    if (host !== undefined && !isLoopback(hostOf(host))) throw untrustedHost();
    trusted = host;
  };
}

function untrustedHost(): OrgError {
  const message = 'This org is on this machine alone: ask for it as 127.0.0.1 or localhost.';
  return new OrgError(421, 'INVALID_HOST', message);
}

function bearer(request: IncomingMessage): string | undefined {
  const header = request.headers.authorization ?? '';
  return /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(header)?.[1];
}

function checkDailyLimit(org: Org, call: Call): void {
  if (!call.session || org.traffic.countedToday(org.now()) < org.switches.dailyRequests) return;
  throw new OrgError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
}

/** A call as it came in, with the moment. */
interface Received extends Call {
  readonly started: number;
}

function record(org: Org, call: Received, { headers }: IncomingMessage, answer?: ApiAnswer): void {
  const { session, path, match } = call;
  const family = match?.route.family ?? 'REST';
  const options = headers['sforce-call-options'];
  if (family === 'ADMIN') return;
  org.traffic.add({
    time: org.now().getTime(),
    userId: session?.userId,
    appId: session?.app?.id,
    appName: session?.app?.name,
    family,
    method: call.method,
    resource: path,
    apiVersion: /\/v?(\d+\.0)\//.exec(`${path}/`)?.[1] ?? '',
    entities: [...call.entities],
    // A connection that broke has no status.
    status: answer?.status ?? 0,
    sourceIp: call.sourceIp,
    userAgent: headers['user-agent'] ?? '',
    countsAgainstLimit: session !== undefined && family !== 'OAUTH' && family !== 'STREAMING',
    clientName: options === undefined ? undefined : /client=([^,;\s]+)/i.exec(String(options))?.[1],
    details: call.noted.details,
    size: {
      milliseconds: performance.now() - call.started,
      requestBytes: call.body.length,
      responseBytes: Buffer.byteLength(answer?.body ?? ''),
    },
  });
}

/** The answer to a request; `undefined` when the connection breaks. */
async function answerOf(org: Org, dispatcher: Dispatcher, call: Call): Promise<ApiAnswer | undefined> {
  if (call.match?.route.family === 'ADMIN') return dispatcher.answer(call);
  const { refusal, dropped } = await sufferFaults(org, call);
  if (dropped === 'before') return undefined;
  if (refusal) throw refusal;
  checkDailyLimit(org, call);
  const made = await dispatcher.answer(call);
  return dropped === 'after' ? undefined : made;
}

async function serve(
  org: Org,
  dispatcher: Dispatcher,
  request: IncomingMessage,
  response: ServerResponse,
  checkHost: (host: string | undefined) => void,
): Promise<void> {
  let call: Received = {
    started: performance.now(),
    ...dispatcher.route(request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET'), request.url ?? '/'),
    headers: request.headers,
    body: NOTHING,
    incoming: request,
    sourceIp: request.socket.remoteAddress ?? '',
    session: undefined,
    entities: new Set(),
    noted: { details: {} },
  };
  const route = call.match?.route;
  let result: ApiAnswer | undefined;
  try {
    checkHost(request.headers.host);
    const isRead = hasBody(request) && route?.takesUpload !== true;
    const body = isRead ? await readBody(request) : NOTHING;
    const token = route?.tokenOf ? route.tokenOf({ ...call, body }) : bearer(request);
    call = { ...call, body, session: token === undefined ? undefined : org.sessions.find(token) };
    result = await answerOf(org, dispatcher, call);
  } catch (error) {
    // Who hung up while sending is told nothing.
    if (!request.errored) result = errorAnswer(error, route);
  }
  record(org, call, request, result);
  if (!result) {
    response.destroy();
    return;
  }
  await send(org, call, request, response, result);
}

async function send(
  org: Org,
  call: Call,
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body, stream }: ApiAnswer,
): Promise<void> {
  const usage = `api-usage=${org.traffic.countedToday(org.now())}/${org.switches.dailyRequests}`;
  response.writeHead(status, {
    ...(call.session ? { 'sforce-limit-info': usage } : {}),
    'cache-control': 'no-store',
    ...headers,
    ...(request.complete ? {} : { connection: 'close' }),
    // An answer without content has no length either (RFC 9110, 8.6).
    ...(stream || status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body ?? '')) }),
  });
  if (stream && request.method !== 'HEAD') await pipeline(Readable.from(stream), response);
  else response.end(request.method === 'HEAD' ? undefined : body);
}

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function listen(
  { org, routes }: ServerOptions,
  address: { host: string; port: number },
): Promise<RunningServer> {
  const dispatcher = createDispatcher(org, routes);
  const checkHost = createHostCheck(isLoopback(address.host));
  const server: Server = createServer((request, response) => {
    serve(org, dispatcher, request, response, checkHost).catch(() => response.destroy());
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.maxHeadersCount = 200;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
