import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CONTENDERS, type Contender } from './contenders.ts';

/**
 * Measures all contenders over one folder in one run: in turn, `--runs` times, each time in a process of its own, after
 * one round that warms the file cache and is not counted. Prints medians.
 *
 *     node bench/reading/generate-tree.ts <folder>
 *     node bench/reading/measure.ts <folder> [--runs 5] [--only bytes --only readMetadata]
 */
interface Sample {
  /** Milliseconds from start to end of the process. */
  readonly wall: number;
  /** Milliseconds of processor time, all threads. */
  readonly cpu: number;
  /** Peak resident memory in MB. */
  readonly memory: number;
}

interface Row extends Sample {
  readonly contender: Contender;
}

const REPOSITORY = join(import.meta.dirname, '..', '..');

async function runOnce(contender: Contender, folder: string): Promise<Sample> {
  const preload = join(import.meta.dirname, 'report-usage.mjs');
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', preload, ...contender.command(folder, REPOSITORY)], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  let usage = '';
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    usage += chunk.toString('utf8');
  });
  await new Promise((resolve) => child.once('close', resolve));
  const wall = performance.now() - started;
  if (usage === '') throw new Error(`${contender.name} ended without reporting`);
  const { maxRSS, cpu } = JSON.parse(usage) as { maxRSS: number; cpu: number };
  return { wall, cpu, memory: maxRSS / 1024 };
}

/** How much larger the whole is than the part that a contender reads. */
function scaleOf(contender: Contender, sizes: readonly number[]): number {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, size) => total + size, 0);
  const { everyNth } = contender;
  return everyNth === undefined ? 1 : sum(sizes) / sum(sizes.filter((_, i) => i % everyNth === 0));
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

function sizesOf(folder: string): number[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(profile|permissionset|object)$/.test(path))
    .sort()
    .map((path) => statSync(join(folder, path)).size);
}

export async function measure(folder: string, contenders: readonly Contender[], runs: number): Promise<void> {
  const sizes = sizesOf(folder);
  const bytes = sizes.reduce((total, size) => total + size, 0);
  const samples = new Map<Contender, Sample[]>(contenders.map((contender) => [contender, []]));
  for (let run = 0; run <= runs; run++) {
    for (const contender of contenders) {
      const sample = await runOnce(contender, folder);
      if (run > 0) samples.get(contender)?.push(sample);
    }
  }
  const node = contenders.find(({ name }) => name === 'node');
  const start = medianOf((node && samples.get(node)) ?? []);
  console.log(
    `${sizes.length} files, ${(bytes / 1e6).toFixed(0)} MB, largest ${(Math.max(...sizes) / 1e6).toFixed(1)} MB`,
  );
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, median of ${runs}, whole processes\n`);
  printTable(
    [...samples].map(([contender, taken]) => summarise(contender, taken, scaleOf(contender, sizes), start)),
    bytes,
  );
}

/** Medians; those of a contender that reads a part without the start of Node, scaled up, and with the start again. */
function summarise(contender: Contender, samples: readonly Sample[], scale: number, start: Sample): Row {
  const { wall, cpu, memory } = medianOf(samples);
  const scaled = (time: number, startTime: number) => startTime + (time - startTime) * scale;
  return { contender, wall: scaled(wall, start.wall), cpu: scaled(cpu, start.cpu), memory };
}

function medianOf(samples: readonly Sample[]): Sample {
  return {
    wall: median(samples.map(({ wall }) => wall)),
    cpu: median(samples.map(({ cpu }) => cpu)),
    memory: median(samples.map(({ memory }) => memory)),
  };
}

function printTable(rows: readonly Row[], bytes: number): void {
  const wallOf = (name: string) => rows.find(({ contender }) => contender.name === name)?.wall ?? Number.NaN;
  console.log('| contender | ms | MB/s | × bytes | faster than fast-xml-parser | CPU ms | peak RSS MB |');
  console.log('|---|---|---|---|---|---|---|');
  for (const { contender, wall, cpu, memory } of rows) {
    const cells = [
      contender.everyNth === undefined ? contender.name : `${contender.name} (every ${contender.everyNth}th, scaled)`,
      wall.toFixed(0),
      (bytes / 1000 / wall).toFixed(0),
      (wall / wallOf('bytes')).toFixed(1),
      `${(wallOf('fast-xml-parser') / wall).toFixed(0)} ×`,
      cpu.toFixed(0),
      memory.toFixed(0),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  console.log();
  for (const { contender } of rows) console.log(`${contender.name}: ${contender.what}`);
}

if (import.meta.main) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: '5' }, only: { type: 'string', multiple: true } },
  });
  const [folder] = positionals;
  if (folder === undefined) throw new Error('usage: node bench/reading/measure.ts <folder> [--runs 5] [--only <name>]');
  const isChosen = ({ name }: Contender) => name === 'node' || values.only === undefined || values.only.includes(name);
  const chosen = CONTENDERS.filter(isChosen);
  await measure(folder, chosen, Number(values.runs));
}
