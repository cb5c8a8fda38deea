import { type ChildProcess, fork } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Target } from './accounts.ts';
import { type Load, load } from './load.ts';
import { REQUESTS, type RequestKind } from './requests.ts';

/**
 * The local org beside a bare server, each in a process of its own; they are asked in turn, and the medians of the runs are
 * told. `--only org` and `--profile` leave a profile of the org for `node --cpu-prof`'s readers.
 */
const SERVERS = { bare: 'bare-server.ts', org: 'org-server.ts' } as const;
type ServerName = keyof typeof SERVERS;

interface Server {
  readonly name: ServerName;
  readonly process: ChildProcess;
  readonly target: Target;
}

function start(name: ServerName, profile: string | undefined): Promise<Server> {
  const execArgv = profile !== undefined && name === 'org' ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  const child = fork(join(import.meta.dirname, SERVERS[name]), { execArgv });
  return new Promise((resolve, reject) => {
    child.once('message', (target) => resolve({ name, process: child, target: target as Target }));
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Processor time that a server has used, in microseconds: on a busy machine steadier than the clock. */
function processorTime({ process: child }: Server): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (used) => resolve(Number(used)));
    child.send('processor time');
  });
}

interface Measured extends Load {
  /** Microseconds of processor time a request. */
  readonly processor: number;
}

interface Cell {
  readonly kind: RequestKind;
  readonly connections: number;
  readonly runs: Map<ServerName, Measured[]>;
}

async function measured(server: Server, { kind, connections }: Cell, milliseconds: number): Promise<Measured> {
  const before = await processorTime(server);
  const result = await load(server.target, kind, connections, milliseconds);
  return { ...result, processor: ((await processorTime(server)) - before) / result.requests };
}

function row({ kind, connections, runs }: Cell): string {
  const of = (name: ServerName, what: keyof Measured) => median((runs.get(name) ?? []).map((one) => one[what]));
  const ratio = of('org', 'perSecond') / of('bare', 'perSecond');
  const cells = [
    kind.name,
    connections,
    of('bare', 'perSecond').toFixed(0),
    of('org', 'perSecond').toFixed(0),
    ratio.toFixed(2),
    of('bare', 'p99').toFixed(1),
    of('org', 'p99').toFixed(1),
    of('bare', 'processor').toFixed(0),
    of('org', 'processor').toFixed(0),
    (of('bare', 'processor') / of('org', 'processor')).toFixed(2),
  ];
  return `| ${cells.join(' | ')} |`;
}

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '1,16,64' },
    kind: { type: 'string' },
    only: { type: 'string' },
    profile: { type: 'string' },
  },
});
const names = (['bare', 'org'] as const).filter((name) => values.only === undefined || values.only === name);
const servers = await Promise.all(names.map((name) => start(name, values.profile)));
const cells = REQUESTS.filter(({ name }) => values.kind === undefined || values.kind === name).flatMap((kind) =>
  values.connections
    .split(',')
    .map((connections): Cell => ({ kind, connections: Number(connections), runs: new Map(names.map((n) => [n, []])) })),
);
const milliseconds = Number(values.seconds) * 1000;
for (let run = 0; run <= Number(values.runs); run++) {
  for (const cell of cells) {
    for (const server of servers) {
      const result = await measured(server, cell, run === 0 ? milliseconds / 2 : milliseconds);
      // The first run warms up.
      if (run > 0) cell.runs.get(server.name)?.push(result);
    }
  }
}
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, median of ${values.runs}\n`);
console.log(
  '| request | connections | bare /s | local org /s | ratio | bare p99 ms | local org p99 ms | bare CPU µs | local org CPU µs | ratio |',
);
console.log('|---|---|---|---|---|---|---|---|---|---|');
for (const cell of cells) console.log(row(cell));
for (const { process: child } of servers) child.disconnect();
