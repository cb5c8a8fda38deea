import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestOrg, testOrg } from '../local-org/client.ts';

const MODULES = join(import.meta.dirname, '..', '..', 'node_modules');
export const CLI = join(MODULES, '@salesforce', 'cli', 'bin', 'run.js');
const TIMEOUT_MS = 60_000;

/** A run of the CLI with `--json`, ended. */
export interface Ended {
  readonly code: number | null;
  /** `result` of its answer. */
  // biome-ignore lint/suspicious/noExplicitAny: commands answer in every shape
  readonly result: any;
  readonly name: string | undefined;
  readonly message: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real Salesforce CLI with a home and a working directory of its own. */
export interface Cli {
  readonly folder: string;
  /** Runs a command to its end, whatever that is. */
  run(command: string, args?: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended>;
  /** Runs a command that must succeed, and gives its result. */
  // biome-ignore lint/suspicious/noExplicitAny: commands answer in every shape
  ok(command: string, args?: readonly string[], environment?: Readonly<Record<string, string>>): Promise<any>;
  /** What a command that must succeed prints for people. */
  text(command: string, args?: readonly string[]): Promise<string>;
  /** Starts a command that goes on until it is stopped. */
  start(command: string, args?: readonly string[]): ReturnType<typeof spawn>;
  /** Logs in with a token, as the org that all later commands mean. */
  logIn(url: string, token: string, alias?: string): Promise<void>;
  remove(): void;
}

/** A home of its own, and none of the calls home. */
export function cliEnvironment(home: string): Readonly<Record<string, string | undefined>> {
  return {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_CONFIG_HOME: join(home, 'config'),
    SF_DISABLE_TELEMETRY: 'true',
    SF_AUTOUPDATE_DISABLE: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
    SF_HIDE_RELEASE_NOTES: 'true',
    SF_USE_PROGRESS_BAR: 'false',
    NO_COLOR: '1',
    // A fifth less start-up, which is most of what these tests take.
    NODE_COMPILE_CACHE: join(MODULES, '.cache', 'sf'),
  };
}

function ended(code: number | null, stdout: string, stderr: string): Ended {
  const start = stdout.indexOf('{');
  try {
    const { result, name, message } = JSON.parse(stdout.slice(start)) as Partial<Ended>;
    return { code, result, name, message, stdout, stderr };
  } catch {
    return { code, result: undefined, name: undefined, message: undefined, stdout, stderr };
  }
}

export function createCli(): Cli {
  const folder = mkdtempSync(join(tmpdir(), 'leastwise-sf-'));
  const home = join(folder, 'home');
  const work = join(folder, 'work');
  mkdirSync(home);
  mkdirSync(work);
  const environment = cliEnvironment(home);
  const start = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    spawn(process.execPath, [CLI, ...args], { cwd: work, env: { ...environment, ...more }, timeout: TIMEOUT_MS });
  const finish = (args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ended> =>
    new Promise((resolve, reject) => {
      const child = start(args, more);
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => {
        stdout += chunk.toString('utf8');
      });
      child.stderr.on('data', (chunk: Buffer) => {
        stderr += chunk.toString('utf8');
      });
      child.once('error', reject);
      child.once('close', (code) => resolve(ended(code, stdout, stderr)));
    });
  const run: Cli['run'] = (command, args = [], more = {}) => finish([...command.split(' '), ...args, '--json'], more);
  const ok: Cli['ok'] = async (command, args, more) => {
    const { code, result, stdout, stderr } = await run(command, args, more);
    assert.equal(code, 0, `sf ${command}: ${stdout}\n${stderr}`);
    return result;
  };
  return {
    folder: work,
    run,
    ok,
    text: async (command, args = []) => {
      const { code, stdout, stderr } = await finish([...command.split(' '), ...args]);
      assert.equal(code, 0, `sf ${command}: ${stdout}\n${stderr}`);
      return stdout;
    },
    start: (command, args = []) => start([...command.split(' '), ...args]),
    logIn: async (url, token, alias = 'org') => {
      const login = ['--instance-url', url, '--no-prompt', '--alias', alias, '--set-default'];
      await ok('org login access-token', login, { SF_ACCESS_TOKEN: token });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** An empty org, and a CLI that is logged in to it as its administrator. */
export async function cliWithOrg(): Promise<{ readonly org: TestOrg; readonly sf: Cli; end(): Promise<void> }> {
  const org = await testOrg();
  const sf = createCli();
  await sf.logIn(org.url, org.admin.token);
  return {
    org,
    sf,
    end: () => {
      sf.remove();
      return org.close();
    },
  };
}
