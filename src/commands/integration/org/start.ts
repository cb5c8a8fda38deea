import { spawn } from 'node:child_process';
import { Flags } from '@oclif/core';
import type { LocalOrg, LocalOrgOptions } from '../../../local-org/local-org.ts';
import { Problem } from '../../../model/problem.ts';
import { EXIT } from '../../exit-codes.ts';
import { IntegrationCommand } from '../../integration-command.ts';
import { orgReadyText } from '../../org-ready-text.ts';

const DEFAULT_PORT = 4400;

export default class IntegrationOrgStart extends IntegrationCommand<unknown> {
  static override readonly summary = 'Start a Salesforce org on this machine that enforces permissions.';
  static override readonly description =
    `Real clients talk to it: the Salesforce CLI, jsforce, curl. It refuses what Salesforce refuses, and forgets everything when it
ends, unless --file keeps it. What it holds comes from an example, a tree of metadata, a seed file, or all of them.`;
  static override readonly examples = [
    {
      description: 'An org as one meets it, with its integrations:',
      command: '<%= config.bin %> <%= command.id %> --example messy',
    },
    {
      description: 'Your own metadata, kept between runs:',
      command: '<%= config.bin %> <%= command.id %> --source force-app --file org.db',
    },
    {
      description: 'For the time of one command, as CI does it:',
      command: `<%= config.bin %> <%= command.id %> --example clean --port 0 --exec 'sf data query -o "$LEASTWISE_ORG_TOKEN" -q "SELECT Name FROM Account LIMIT 3"'`,
    },
  ];
  static override readonly flags = {
    example: Flags.option({ options: ['clean', 'messy'] as const })({
      summary: 'An org that comes with Leastwise: as it should be, or as one meets it.',
      exclusive: ['source'],
    }),
    source: Flags.string({
      char: 's',
      summary: 'Metadata to load: SFDX project, metadata folder or zip. A local-org.json in it is its seed.',
      helpValue: '<path>',
    }),
    seed: Flags.file({ summary: 'Users, log-ins, tokens and records to load.', helpValue: '<file>', exists: true }),
    port: Flags.integer({ summary: 'Port; 0 is any free one.', default: DEFAULT_PORT, min: 0, max: 65_535 }),
    host: Flags.string({ summary: 'Address to bind.', default: '127.0.0.1', helpValue: '<address>' }),
    file: Flags.string({ summary: 'Keep the org in a file, and go on with it the next time.', helpValue: '<file>' }),
    name: Flags.string({ summary: 'Name of the organisation; also its alias for the CLI.', helpValue: '<name>' }),
    exec: Flags.string({
      summary: 'Run a command against it, then end it with the exit code of the command.',
      helpValue: '<command>',
    }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(IntegrationOrgStart);
    const { example, source, seed, port, host, file, name, exec } = flags;
    const { isLoopback } = await import('../../../local-org/loopback.ts');
    if (!isLoopback(host)) this.warnOfHost(host);
    const options = { example, tree: source, seedFile: seed, port, host, file, name };
    const org = await start(options);
    const token = org.sessionFor(org.adminUsername);
    const alias = (name ?? example ?? 'local').replaceAll(/[^\w.-]+/g, '-');
    await this.tellReady(org, { token, alias, file, isQuiet: exec !== undefined });
    if (exec === undefined) await interrupted();
    else process.exitCode = await runCommand(exec, org, token);
    await org.close();
    return undefined;
  }

  private warnOfHost(host: string): void {
    const warning = `This org is bound to ${host}: whoever reaches that address can use it. Its tokens protect nothing real, but your data in it may be.`;
    this.warnings.push(warning);
    if (!this.jsonEnabled()) process.stderr.write(` Warning: ${warning}\n`);
  }

  private async tellReady(
    org: LocalOrg,
    told: {
      readonly token: string;
      readonly alias: string;
      readonly file: string | undefined;
      readonly isQuiet: boolean;
    },
  ): Promise<void> {
    const { token, alias, file, isQuiet } = told;
    if (this.jsonEnabled()) {
      const { url, adminUsername, adminKey, loaded } = org;
      const result = { url, alias, adminUsername, accessToken: token, adminKey, ...org.summary(), loaded };
      // One line, as soon as it listens: scripts wait for it.
      process.stdout.write(`${JSON.stringify(this.toSuccessJson(result))}\n`);
      return;
    }
    const { NEWEST_VERSION, OLDEST_VERSION } = await import('../../../local-org/api/dispatch.ts');
    const text = orgReadyText({ org, token, alias, file, versions: [OLDEST_VERSION, NEWEST_VERSION] });
    (isQuiet ? process.stderr : process.stdout).write(`${text}\n`);
  }
}

/** The org is loaded here and nowhere else: other commands do not pay for it. */
async function start(options: LocalOrgOptions): Promise<LocalOrg> {
  const { startLocalOrg } = await import('../../../local-org/local-org.ts');
  try {
    return await startLocalOrg(options);
  } catch (error) {
    throw asProblem(error, options);
  }
}

function asProblem(error: unknown, { port, tree, seedFile, seed }: LocalOrgOptions): unknown {
  const { code, message = String(error) } = error as { readonly code?: string; readonly message?: string };
  const problem = (text: string, action: string) =>
    new Problem({ kind: 'usage', code: 'org-not-started', message: text, actions: [action] });
  if (code === 'EADDRINUSE') return problem(`Port ${port} is in use.`, 'Choose another one, or any free one: --port 0');
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return problem(`The org cannot listen there: ${message}`, 'Bind it to this machine: --host 127.0.0.1');
  if (code === 'ENOENT') return problem(`There is no such file or folder: ${message}`, 'Check --source and --seed.');
  if (code?.startsWith('ORG_FILE_')) return problem(message, 'Name another file, or a new one: --file');
  if (code === undefined && (seedFile ?? seed ?? tree) !== undefined && error instanceof Error)
    return problem(message, 'Mend the seed file; its schema is schemas/local-org.schema.json.');
  return error;
}

/** Ends when the person, or the machine, asks for it. Whoever was told of Ctrl-C before is not: the org ends cleanly. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.removeAllListeners(signal);
      process.once(signal, () => resolve());
    }
  });
}

/** Runs a command line in a shell, with the org in its environment. */
function runCommand(command: string, org: LocalOrg, token: string): Promise<number> {
  const env = {
    ...process.env,
    SF_ORG_INSTANCE_URL: org.url,
    LEASTWISE_ORG_URL: org.url,
    LEASTWISE_ORG_TOKEN: token,
    LEASTWISE_ORG_KEY: org.adminKey,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, stdio: 'inherit', env });
    child.once('error', reject);
    child.once('close', (status, signal) => resolve(signal === null ? (status ?? EXIT.clean) : EXIT.interrupted));
  });
}
