import { connect, type Socket } from 'node:net';
import type { Target } from './accounts.ts';
import type { RequestKind } from './requests.ts';

export interface Load {
  readonly requests: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Length of the answer that starts a buffer; `undefined` until its head is there. */
function answerLength(received: Buffer): number | undefined {
  const end = received.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const head = received.toString('latin1', 0, end);
  if (!/^HTTP\/1\.1 2\d\d /.test(head)) throw new Error(received.toString('utf8', 0, 1000));
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  // 204 has no body and may have no length.
  return end + HEAD_END.length + Number(length ?? 0);
}

/** Calls back for each whole answer of a connection that asks one thing at a time. */
function onAnswers(socket: Socket, answered: () => void): void {
  let received: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const length = answerLength(received);
    if (length === undefined || received.length < length) return;
    received = Buffer.alloc(0);
    answered();
  });
}

/**
 * Asks over a number of connections, each of which waits for its answer before it asks again. Written over plain sockets:
 * the client shares the machine with the server, so it must cost as little as can be.
 */
export function load(target: Target, kind: RequestKind, connections: number, milliseconds: number): Promise<Load> {
  const { hostname, port } = new URL(target.url);
  const times: number[] = [];
  let asked = 0;
  const started = performance.now();
  const end = started + milliseconds;
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), hostname).setNoDelay(true);
      let sent = 0;
      const ask = (): void => {
        sent = performance.now();
        if (sent >= end) {
          socket.end();
          resolve();
          return;
        }
        socket.write(kind.request(target, asked++));
      };
      socket.once('error', reject);
      onAnswers(socket, () => {
        times.push(performance.now() - sent);
        ask();
      });
      socket.once('connect', ask);
    });
  return Promise.all(Array.from({ length: connections }, one)).then(() => {
    const sorted = Float64Array.from(times).sort();
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
    const requests = times.length;
    return { requests, perSecond: (requests * 1000) / (performance.now() - started), p50: at(0.5), p99: at(0.99) };
  });
}
