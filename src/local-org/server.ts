import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiAnswer, Route } from './api/api.ts';
import { type Call, createDispatcher, type Dispatcher, errorAnswer, splitUrl } from './api/dispatch.ts';
import { hostOf, isLoopback } from './loopback.ts';
import type { Org } from './org.ts';
import { OrgError } from './org-error.ts';

const MAX_BODY_BYTES = 64 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 120_000;

export interface ServerOptions {
  readonly org: Org;
  readonly routes: readonly Route[];
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Not destroyed when it is too long: who sends it must still be told.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new OrgError(413, 'REQUEST_TOO_LARGE', 'The request body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/**
 * An org on this machine alone answers to its names alone: a page that makes its own name point here (DNS rebinding) is
 * not let in by the browser that it runs in.
 */
function checkHost(request: IncomingMessage, isLocal: boolean): void {
  const { host } = request.headers;
  if (!isLocal || host === undefined || isLoopback(hostOf(host))) return;
  throw new OrgError(421, 'INVALID_HOST', 'This org is on this machine alone: ask for it as 127.0.0.1 or localhost.');
}

function bearer(request: IncomingMessage): string | undefined {
  const header = request.headers.authorization ?? '';
  return /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(header)?.[1];
}

/** Faults that change the answer; `undefined` when the request goes unharmed. */
async function struck(org: Org, call: Call, response: ServerResponse): Promise<ApiAnswer | 'dropped' | undefined> {
  const path = splitUrl(call.url).path.replace(/^\/services/, '');
  for (const fault of org.faults.strike(call.method, path)) {
    if (fault.kind === 'latency') await sleep(fault.value ?? 0);
    if (fault.kind === 'drop-connection') {
      response.destroy();
      return 'dropped';
    }
    if (fault.kind === 'expire-session' && call.session) {
      org.sessions.end({ token: call.session.token });
      call.session = undefined;
    }
    if (fault.kind === 'status' || fault.kind === 'error') {
      const code = fault.errorCode ?? (fault.value === 503 ? 'SERVER_UNAVAILABLE' : 'UNKNOWN_EXCEPTION');
      return errorAnswer(new OrgError(fault.value ?? 500, code, fault.message ?? 'A fault was asked for.'));
    }
  }
  return undefined;
}

function checkDailyLimit(org: Org, call: Call): void {
  if (!call.session || org.traffic.countedToday(org.now()) < org.switches.dailyRequests) return;
  throw new OrgError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
}

/** A call as it came in, with the moment. */
interface Received extends Call {
  readonly started: number;
}

function record(org: Org, call: Received, dispatcher: Dispatcher, request: IncomingMessage, answer: ApiAnswer): void {
  const { session } = call;
  const { path } = splitUrl(call.url);
  const family = dispatcher.match(call.method, path)?.route.family ?? 'REST';
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
    status: answer.status,
    sourceIp: call.sourceIp,
    userAgent: request.headers['user-agent'] ?? '',
    countsAgainstLimit: session !== undefined && family !== 'OAUTH',
    clientName: /client=([^,;\s]+)/i.exec(String(request.headers['sforce-call-options'] ?? ''))?.[1],
    details: call.noted.details,
    size: {
      milliseconds: performance.now() - call.started,
      requestBytes: call.body.length,
      responseBytes: Buffer.byteLength(answer.body ?? ''),
    },
  });
}

async function serve(
  org: Org,
  dispatcher: Dispatcher,
  request: IncomingMessage,
  response: ServerResponse,
  isLocal: boolean,
): Promise<void> {
  const token = bearer(request);
  let call: Received = {
    started: performance.now(),
    method: request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET'),
    url: request.url ?? '/',
    headers: request.headers,
    body: Buffer.alloc(0),
    incoming: request,
    sourceIp: request.socket.remoteAddress ?? '',
    session: token === undefined ? undefined : org.sessions.find(token),
    entities: new Set(),
    noted: { details: {} },
  };
  let result: ApiAnswer;
  try {
    checkHost(request, isLocal);
    const route = dispatcher.match(call.method, splitUrl(call.url).path)?.route;
    if (route?.takesUpload !== true) call = { ...call, body: await readBody(request) };
    const fault = route?.family === 'ADMIN' ? undefined : await struck(org, call, response);
    if (fault === 'dropped') return;
    checkDailyLimit(org, call);
    result = fault ?? (await dispatcher.answer(call));
  } catch (error) {
    result = errorAnswer(error);
  }
  record(org, call, dispatcher, request, result);
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
    ...(stream ? {} : { 'content-length': String(Buffer.byteLength(body ?? '')) }),
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
  const server: Server = createServer((request, response) => {
    serve(org, dispatcher, request, response, isLoopback(address.host)).catch(() => response.destroy());
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
