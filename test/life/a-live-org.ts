import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import { type LocalOrg, type Seed, startLocalOrg } from '../../src/local-org/local-org.ts';
import { ADMIN_USERNAME } from '../../src/local-org/seed/first-day.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const DAY = 86_400_000;

interface CommandClass {
  run(argv: string[], root: string): Promise<unknown>;
}

/** A local org and a folder of declared files, in one process, with one clock for both. */
export interface LiveOrg {
  readonly org: LocalOrg;
  readonly folder: string;
  /** Runs a command as typed behind `leastwise <verb>`; `prod` is this org. What it would print as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  run(command: CommandClass, line: string): Promise<any>;
  /** What was typed so far, without the flag that answers for a person. */
  readonly typed: readonly string[];
  /** Days go by. */
  later(days: number): void;
  close(): Promise<void>;
}

export async function aLiveOrg(seed: Seed, settings: string): Promise<LiveOrg> {
  mock.timers.enable({ apis: ['Date'], now: new Date('2026-11-25T09:00:00Z') });
  const org = await startLocalOrg({ seed });
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'leastwise-life-'));
  writeFileSync(join(folder, 'leastwise.yml'), settings);
  process.chdir(folder);
  process.env['SF_ORG_INSTANCE_URL'] = org.url;
  const { token } = org.openSession(ADMIN_USERNAME, { minutes: 400 * 24 * 60 });
  const typed: string[] = [];
  return {
    org,
    folder,
    typed,
    run: async (command, line) => {
      const verb = (command as { readonly name?: string }).name?.replace(/^Integration/, '').toLowerCase();
      typed.push(`leastwise ${verb} ${line}`.replace(' --auto-approve', '').trim());
      const words = line.match(/"[^"]*"|\S+/g) ?? [];
      const argv = words.map((word) => word.replaceAll('"', '')).map((word) => (word === 'prod' ? token : word));
      return quietly(() => command.run([...argv, '--json'], ROOT));
    },
    later: (days) => mock.timers.tick(days * DAY),
    close: async () => {
      await org.close();
      process.chdir(before);
      delete process.env['SF_ORG_INSTANCE_URL'];
      mock.timers.reset();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Commands print what they return; a failure is told by its code. */
async function quietly(work: () => Promise<unknown>): Promise<unknown> {
  const write = process.stdout.write;
  let text = '';
  process.stdout.write = ((piece: string) => {
    text += piece;
    return true;
  }) as typeof write;
  const log = console.log;
  console.log = (piece: unknown) => {
    text += `${String(piece)}\n`;
  };
  try {
    const result = await work();
    if (process.exitCode !== undefined && process.exitCode !== 0) {
      const failure = JSON.parse(text.slice(text.indexOf('{')));
      if (failure.code !== undefined) return { failed: failure.code ?? failure.name, message: failure.message };
    }
    return result;
  } finally {
    process.stdout.write = write;
    console.log = log;
    process.exitCode = 0;
  }
}

/** The commands that a page of the guide shows. */
export function guideCommands(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, 'docs', 'guide', page), 'utf8');
  const blocks = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  const lines = blocks.flatMap((block) => block.split('\n')).filter((line) => line.startsWith('leastwise '));
  return lines.map((line) => line.replace(/ {2,}.*$/, ''));
}
