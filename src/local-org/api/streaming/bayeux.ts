import { randomBytes } from 'node:crypto';
import type { Org } from '../../org.ts';
import { OrgError } from '../../org-error.ts';
import { type ApiAnswer, jsonAnswer, type SessionRequest } from '../api.ts';
import { jsonBody, recordBody } from '../rest/json-body.ts';

/** How long a connect waits for an event. Salesforce waits 110 seconds; clients are told and ask again. */
const WAIT_MS = 40_000;
const IDLE_MS = 120_000;
const MAX_CLIENTS = 100;
const TOPIC = '/systemTopic/Logging';

type Message = Readonly<Record<string, unknown>>;

/** Somebody who shook hands: what they are subscribed to, and what waits for them. */
interface StreamingClient {
  readonly id: string;
  readonly userId: string;
  readonly topics: Set<string>;
  waiting: Message[];
  wake: (() => void) | undefined;
  seen: number;
}

const CLIENTS = new WeakMap<Org, Map<string, StreamingClient>>();

/** The clients of an org; debug logs are published to them from the first handshake on. */
function clientsOf(org: Org): Map<string, StreamingClient> {
  const known = CLIENTS.get(org);
  if (known) return known;
  const clients = new Map<string, StreamingClient>();
  CLIENTS.set(org, clients);
  org.debugLogs.onLog((id) => publish(clients, id));
  return clients;
}

function publish(clients: ReadonlyMap<string, StreamingClient>, logId: string): void {
  for (const client of clients.values()) {
    if (!client.topics.has(TOPIC)) continue;
    client.waiting.push({ channel: TOPIC, data: { event: { type: 'created' }, sobject: { Id: logId } } });
    client.wake?.();
  }
}

/** Messages of the Bayeux protocol, as the streaming clients of the CLI and jsforce send them (facts on the wire). */
export async function bayeux(request: SessionRequest): Promise<ApiAnswer> {
  const body = jsonBody(request.body);
  const messages: readonly Message[] = (Array.isArray(body) ? body : [body]).map(recordBody);
  const answers: Message[] = [];
  let connects: StreamingClient | undefined;
  for (const message of messages) {
    const { answer, client } = reply(request, message);
    answers.push(answer);
    if (message['channel'] === '/meta/connect') connects = client;
  }
  // A connect that comes with other messages, or the first one, is answered at once so that the client can go on.
  if (connects && messages.length === 1) await eventFor(connects);
  const events = connects?.waiting ?? [];
  if (connects) connects.waiting = [];
  return jsonAnswer([...events, ...answers]);
}

interface Reply {
  readonly answer: Message;
  readonly client: StreamingClient | undefined;
}

function reply(request: SessionRequest, message: Message): Reply {
  const channel = String(message['channel'] ?? '');
  const base = { channel, ...(message['id'] === undefined ? {} : { id: message['id'] }) };
  if (channel === '/meta/handshake') return handshake(request, base);
  const client = clientsOf(request.org).get(String(message['clientId'] ?? ''));
  if (client?.userId !== request.session.userId) {
    const advice = { reconnect: 'handshake', interval: 0 };
    return { answer: { ...base, successful: false, error: '403::Unknown client', advice }, client: undefined };
  }
  client.seen = request.org.now().getTime();
  const known = { ...base, clientId: client.id };
  switch (channel) {
    case '/meta/connect':
      return {
        answer: { ...known, successful: true, advice: { reconnect: 'retry', interval: 0, timeout: WAIT_MS } },
        client,
      };
    case '/meta/subscribe':
    case '/meta/unsubscribe':
      return { answer: subscription(request, client, known, String(message['subscription'] ?? '')), client };
    case '/meta/disconnect':
      clientsOf(request.org).delete(client.id);
      client.wake?.();
      return { answer: { ...known, successful: true }, client };
    default:
      return { answer: { ...known, successful: false, error: `400:${channel}:Unknown channel` }, client };
  }
}

function handshake({ org, session }: SessionRequest, base: Message): Reply {
  const clients = clientsOf(org);
  const now = org.now().getTime();
  for (const [id, { seen }] of clients) if (seen + IDLE_MS < now) clients.delete(id);
  if (clients.size >= MAX_CLIENTS) throw new OrgError(403, 'REQUEST_LIMIT_EXCEEDED', 'There are too many clients.');
  const client: StreamingClient = {
    id: randomBytes(12).toString('hex'),
    userId: session.userId,
    topics: new Set(),
    waiting: [],
    wake: undefined,
    seen: now,
  };
  clients.set(client.id, client);
  return {
    answer: {
      ...base,
      clientId: client.id,
      version: '1.0',
      minimumVersion: '1.0',
      supportedConnectionTypes: ['long-polling'],
      successful: true,
    },
    client,
  };
}

/** Debug logs are told to who may read them; other topics do not exist here. */
function subscription({ org, access }: SessionRequest, client: StreamingClient, base: Message, topic: string): Message {
  if (base['channel'] === '/meta/unsubscribe') {
    client.topics.delete(topic);
    return { ...base, subscription: topic, successful: true };
  }
  const log = org.schema.object('ApexLog');
  if (topic !== TOPIC || !log || !access.object(log).read) {
    return { ...base, subscription: topic, successful: false, error: `403:${topic}:Channel not available` };
  }
  client.topics.add(topic);
  return { ...base, subscription: topic, successful: true };
}

/** Waits until something is there for the client, or the time is over. */
function eventFor(client: StreamingClient): Promise<void> {
  client.wake?.();
  if (client.waiting.length > 0) return Promise.resolve();
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      if (client.wake === wake) client.wake = undefined;
      resolve();
    };
    const timer = setTimeout(wake, WAIT_MS).unref();
    client.wake = wake;
  });
}
