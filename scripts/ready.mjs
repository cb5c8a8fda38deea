/**
 * Makes a fresh clone ready to run: installs the exact dependencies when they are missing or not those of the lock
 * file, then builds when a source file is newer than the last build. Runs on whatever Node is at hand (14 and up);
 * everything after it runs on the Node that the project brings in `node_modules/.bin`.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);
const installedMark = at('node_modules', '.leastwise-installed');
const builtMark = at('lib', '.built');

/** Ends the process when the command fails, unless the caller has another way to go. */
function run(command, args, { mayFail = false } = {}) {
  const windows = process.platform === 'win32';
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: windows });
  if (error) throw error;
  if (status !== 0 && !mayFail) {
    process.stderr.write(`\n${command} ${args.join(' ')} failed (exit code ${status}).\n`);
    process.exit(status ?? 1);
  }
  return status === 0;
}

function newest(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((latest, entry) => {
    const path = join(folder, entry.name);
    return Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }, 0);
}

const lockHash = createHash('sha256')
  .update(readFileSync(at('package-lock.json')))
  .digest('hex');
if (!existsSync(installedMark) || readFileSync(installedMark, 'utf8') !== lockHash) {
  process.stderr.write('Installing dependencies (once) …\n');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  // `npm ci` also refuses when a mirror lacks an optional package of another platform; `install` takes the same locked versions.
  if (!run('npm', ['ci', ...quiet], { mayFail: true })) run('npm', ['install', '--no-save', ...quiet]);
  writeFileSync(installedMark, lockHash);
}

const sources = Math.max(
  newest(at('src')),
  statSync(at('package.json')).mtimeMs,
  statSync(at('tsconfig.build.json')).mtimeMs,
);
if (!existsSync(builtMark) || statSync(builtMark).mtimeMs < sources) {
  process.stderr.write('Building …\n');
  run('npm', ['run', '--silent', 'build']);
  writeFileSync(builtMark, '');
}
