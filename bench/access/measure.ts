/**
 * How long it takes to say what everybody of a large org may do, beside the plain way: a Set of strings for each person.
 * Each contender runs in a process of its own, so that one's heap is not the other's.
 *
 *     node bench/access/measure.ts            both contenders on both sizes, as a table
 *     node bench/access/measure.ts engine 0   one contender once, as JSON
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildAccessGraph } from '../../src/access/build-graph.ts';
import { effectiveAccess } from '../../src/access/effective.ts';
import { FIELD_VERBS, OBJECT_VERBS } from '../../src/model/permission.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { generateOrg, type OrgSize } from './generate-org.ts';

const SIZES: readonly OrgSize[] = [
  { users: 500, sets: 300, permissions: 20_000, rowsPerSet: 500, setsPerUser: 6 },
  { users: 10_000, sets: 3_000, permissions: 200_000, rowsPerSet: 1_000, setsPerUser: 6 },
];
const RUNS = 5;
const CONTENDERS = { engine, sets: plainSets } as const;

function engine(snapshot: Snapshot): number {
  const graph = buildAccessGraph(snapshot, { today: '2026-01-01' });
  let found = 0;
  for (const { id } of snapshot.users) {
    const access = effectiveAccess(graph, { kind: 'user', id });
    if (access.may({ kind: 'object', object: 'Object_0__c', verb: 'read' })) found += 1;
    if (access.hasSystem('Permission0')) found += 1;
  }
  return found;
}

function plainSets({ containers, names, users, assignments }: Snapshot): number {
  const grants = new Map<string, Set<string>>();
  for (const { name, grants: columns } of containers) {
    const set = new Set<string>();
    const add = (column: { readonly ids: Uint32Array; readonly bits: Uint8Array }, verbs: readonly string[]): void => {
      column.ids.forEach((id, row) => {
        verbs.forEach((verb, bit) => {
          if (((column.bits[row] ?? 0) & (1 << bit)) !== 0) set.add(`${names[id]}:${verb}`);
        });
      });
    };
    add(columns.objects, OBJECT_VERBS);
    add(columns.fields, FIELD_VERBS);
    add(columns.system, ['on']);
    grants.set(name, set);
  }
  const bySet = Map.groupBy(assignments, ({ username }) => username);
  let found = 0;
  for (const { username, profile } of users) {
    const held = [profile ?? '', ...(bySet.get(username) ?? []).map(({ target }) => target.name)];
    const all = new Set(held.flatMap((name) => [...(grants.get(name) ?? [])]));
    if (all.has('Object_0__c:read')) found += 1;
    if (all.has('Permission0:on')) found += 1;
  }
  return found;
}

interface Measured {
  readonly milliseconds: number;
  readonly peakMegabytes: number;
  readonly found: number;
}

function once(contender: keyof typeof CONTENDERS, size: OrgSize): Measured {
  const snapshot = generateOrg(size);
  const start = performance.now();
  const found = CONTENDERS[contender](snapshot);
  const milliseconds = performance.now() - start;
  return { milliseconds, peakMegabytes: process.resourceUsage().maxRSS / 1024, found };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function measure(contender: string, at: number): Measured {
  const runs = Array.from({ length: RUNS }, (): Measured => {
    const { stdout, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), contender, String(at)], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${contender} on size ${at} failed`);
    return JSON.parse(stdout) as Measured;
  });
  return {
    milliseconds: median(runs.map(({ milliseconds }) => milliseconds)),
    peakMegabytes: median(runs.map(({ peakMegabytes }) => peakMegabytes)),
    found: runs[0]?.found ?? 0,
  };
}

function table(): void {
  console.log('| org | way | seconds (median of 5) | peak memory | times the engine |\n|---|---|---|---|---|');
  SIZES.forEach((size, at) => {
    const engineRun = measure('engine', at);
    const plain = measure('sets', at);
    if (engineRun.found !== plain.found) throw new Error('the two ways disagree');
    const org = `${size.users.toLocaleString('en-US')} users, ${size.sets.toLocaleString('en-US')} sets, ${size.permissions.toLocaleString('en-US')} permissions`;
    for (const [way, run] of [
      ['engine', engineRun],
      ['sets of strings', plain],
    ] as const) {
      const times = (run.milliseconds / engineRun.milliseconds).toFixed(1);
      console.log(
        `| ${org} | ${way} | ${(run.milliseconds / 1000).toFixed(2)} | ${Math.round(run.peakMegabytes)} MB | ${times} |`,
      );
    }
  });
}

const [, , contender, at] = process.argv;
if (contender === 'engine' || contender === 'sets') {
  const size = SIZES[Number(at)];
  if (size) console.log(JSON.stringify(once(contender, size)));
} else table();
