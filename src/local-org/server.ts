import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ApiAnswer, Route } from './api/api.ts';
import { type Call, createDispatcher, type Dispatcher, errorAnswer, splitUrl } from './api/dispatch.ts';
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

function checkDailyLimit(org: Org, call: Call): void {
  if (!call.session || org.traffic.countedToday(org.now()) < org.switches.dailyRequests) return;
  throw new OrgError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
}

/** A call as it came in, with the moment. */
interface Received extends Call {
  readonly started: number;
}

function record(org: Org, call: Received, dispatcher: Dispatcher, request: IncomingMessage, answer?: ApiAnswer): void {
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
    // A connection that broke has no status.
    status: answer?.status ?? 0,
    sourceIp: call.sourceIp,
    userAgent: request.headers['user-agent'] ?? '',
    countsAgainstLimit: session !== undefined && family !== 'OAUTH' && family !== 'STREAMING',
    clientName: /client=([^,;\s]+)/i.exec(String(request.headers['sforce-call-options'] ?? ''))?.[1],
    details: call.noted.details,
    size: {
      milliseconds: performance.now() - call.started,
      requestBytes: call.body.length,
      responseBytes: Buffer.byteLength(answer?.body ?? ''),
    },
  });
}

/** The answer to a request; `undefined` when the connection breaks. */
async function answerOf(org: Org, dispatcher: Dispatcher, call: Call, route?: Route): Promise<ApiAnswer | undefined> {
  if (route?.family === 'ADMIN') return dispatcher.answer(call);
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
  isLocal: boolean,
): Promise<void> {
  let call: Received = {
    started: performance.now(),
    method: request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET'),
    url: request.url ?? '/',
    headers: request.headers,
    body: Buffer.alloc(0),
    incoming: request,
    sourceIp: request.socket.remoteAddress ?? '',
    session: undefined,
    entities: new Set(),
    noted: { details: {} },
  };
  const route = dispatcher.match(call.method, splitUrl(call.url).path)?.route;
  let result: ApiAnswer | undefined;
  try {
    checkHost(request, isLocal);
    const body = route?.takesUpload === true ? call.body : await readBody(request);
    const token = route?.tokenOf ? route.tokenOf({ ...call, body }) : bearer(request);
    call = { ...call, body, session: token === undefined ? undefined : org.sessions.find(token) };
    result = await answerOf(org, dispatcher, call, route);
  } catch (error) {
    result = errorAnswer(error, route);
  }
  record(org, call, dispatcher, request, result);
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
