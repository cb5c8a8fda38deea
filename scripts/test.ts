/**
 * Runs the tests: all of them, or the folders and files named as arguments (`npm test -- test/access`).
 * Ends with the runner's own closing lines and its exit code.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const asked = process.argv.slice(2);
const files = (asked.length > 0 ? asked : ['test']).flatMap((path) =>
  existsSync(path) && statSync(path).isDirectory() ? globSync(`${path}/**/*.test.ts`).sort() : [path],
);

if (files.length === 0) {
  console.error(`No test found in ${asked.join(', ')}.`);
  process.exit(1);
}

const { status } = spawnSync(
  process.execPath,
  ['--test', `--test-concurrency=${Math.max(2, availableParallelism())}`, '--test-reporter=spec', ...files],
  { stdio: 'inherit', env: { ...process.env, NODE_OPTIONS: '', FORCE_COLOR: '0' } },
);
process.exit(status ?? 1);
