import { randomBytes } from 'node:crypto';
import { extname } from 'node:path';
import { Flags } from '@oclif/core';
import { Problem } from '../../model/problem.ts';
import type { Verification } from '../../model/verification.ts';
import { checkSeal } from '../../pipelines/check-seal.ts';
import { openSession } from '../../pipelines/open-session.ts';
import { ownCredentials, ownKey } from '../../pipelines/own-credentials.ts';
import { type ProbeToken, probeTokenVariable } from '../../pipelines/probe-session.ts';
import type { ProbeChoice } from '../../pipelines/try-integration.ts';
import { verify } from '../../pipelines/verify.ts';
import { writePrivateReport } from '../../pipelines/write-report.ts';
import { htmlVerification } from '../../report/html/verification-page.ts';
import { terminalSealCheck, terminalVerification } from '../../report/terminal-verification.ts';
import { untrustedLine } from '../../report/untrusted-text.ts';
import { passphraseOf } from '../ask-secret.ts';
import { EXIT } from '../exit-codes.ts';
import { IntegrationCommand } from '../integration-command.ts';
import { CREDENTIALS_FLAGS, declaredHere, SUBJECT_FLAGS } from '../login-flags.ts';
import { deliver } from '../output.ts';
import { untilSignalled } from '../until-signalled.ts';

interface ProbeFlags {
  readonly probe: boolean;
  readonly 'allow-production': boolean;
  readonly 'token-variable'?: string | undefined;
  readonly credentials?: string | undefined;
  readonly 'key-file'?: string | undefined;
}

const WRITERS: Readonly<Record<string, (seen: Verification) => string>> = {
  '.json': (seen) => `${JSON.stringify(seen, null, 2)}\n`,
  '.html': htmlVerification,
};

export default class IntegrationVerify extends IntegrationCommand<unknown> {
  static override readonly summary = 'Prove that integrations may what is declared, and no more.';
  static override readonly description = [
    'Holds the declaration of each integration against three judges: what Leastwise makes of what it read, what the org itself',
    'says its user may do, and with --probe what the org does when it is asked in the name of the integration. Every granted',
    'verb is tried and must succeed; a sample of what is not granted is tried and must be refused with the expected error.',
    'What a probe writes, the org takes back; records that are made for it are removed. Only in sandboxes, scratch and local orgs.',
    'A token comes from the log-in of the application or from a variable: LEASTWISE_PROBE_TOKEN_<NAME>. Names after verify choose',
    'integrations; none means all that are declared.',
    '',
    'Exit codes: 0 all proved, 1 something refuted, 3 something not checked (asked for with --fail-on-inconclusive).',
  ].join('\n');
  static override readonly examples = [
    {
      description: 'Compare, without trying anything:',
      command: '<%= config.bin %> <%= command.id %> --target-org prod',
    },
    {
      description: 'Try it as the integration itself, and file what was seen:',
      command:
        '<%= config.bin %> <%= command.id %> erp-orders --target-org uat --probe --evidence erp-orders.html --evidence erp-orders.json',
    },
    {
      description: 'Is the file still what was sealed?',
      command: '<%= config.bin %> <%= command.id %> --check erp-orders.json',
    },
  ];
  /** Any number of names. */
  static override readonly strict = false;
  static override readonly usage = '<%= command.id %> [INTEGRATION...] [flags]';
  static override readonly flags = {
    ...SUBJECT_FLAGS,
    probe: Flags.boolean({ summary: 'Try it in the name of the integrations.' }),
    'allow-production': Flags.boolean({ summary: 'Try it in an org that is live, too.', dependsOn: ['probe'] }),
    'token-variable': Flags.string({
      summary: 'Variable of the environment with a token of the one integration that is named.',
      helpValue: '<variable>',
      dependsOn: ['probe'],
    }),
    ...CREDENTIALS_FLAGS,
    evidence: Flags.string({
      summary: 'Write what was seen to this file, .html or .json, for its owner alone.',
      multiple: true,
      helpValue: '<file>',
    }),
    check: Flags.file({
      summary: 'Work out the hash of filed evidence again, and do nothing else.',
      helpValue: '<file.json>',
      exclusive: ['probe', 'evidence'],
    }),
    'fail-on-inconclusive': Flags.boolean({ summary: 'Exit with 3 when something could not be checked.' }),
    verbose: Flags.boolean({ char: 'v', summary: 'Everything that was refuted, nothing folded.' }),
  };

  async run(): Promise<unknown> {
    const { argv, flags } = await this.parse(IntegrationVerify);
    if (flags.check !== undefined) return this.checkEvidence(flags.check);
    const files = flags.evidence ?? [];
    const writers = files.map(writerOf);
    const names = argv.map(String);
    const declared = await declaredHere(flags);
    const { settings, today, onProgress } = await this.sourceOptions({ ...flags, source: '.' });
    const probe = flags.probe ? await this.probeChoice(names, flags) : undefined;
    const session = await openSession(flags['target-org']);
    const seen = await untilSignalled((signal) =>
      verify(session, {
        declared,
        environment: flags.environment,
        integrations: names,
        settings,
        today,
        onProgress,
        version: this.config.pjson.version,
        now: () => new Date(),
        probe: probe && { ...probe, signal },
        onProbe: ({ integration, username, atMost, objects }) => {
          this.endProgress();
          if (!this.jsonEnabled())
            process.stderr.write(
              `${untrustedLine(`${integration}: trying ${objects} objects as ${username}, at most ${atMost} API calls`)}\n`,
            );
        },
      }).finally(() => {
        if (signal.aborted) process.exitCode = EXIT.interrupted;
      }),
    );
    this.endProgress();
    for (const [at, file] of files.entries()) await writePrivateReport(file, writers[at]?.(seen) ?? '');
    process.exitCode ??= exitOf(seen, flags['fail-on-inconclusive']);
    if (!this.jsonEnabled()) await deliver(terminalVerification(seen, files, this.style(flags.verbose)));
    return seen;
  }

  private async checkEvidence(file: string): Promise<unknown> {
    const checked = await checkSeal(file);
    if (!checked.intact) process.exitCode = EXIT.findings;
    if (!this.jsonEnabled()) await deliver(terminalSealCheck(checked, this.style()));
    return checked;
  }

  private async probeChoice(names: readonly string[], flags: ProbeFlags): Promise<ProbeChoice> {
    const { credentials, 'key-file': keyFile, 'token-variable': variable } = flags;
    const isForOne = [credentials, keyFile, variable].some((one) => one !== undefined);
    if (isForOne && names.length !== 1) throw oneIntegration();
    const named = variable === undefined ? undefined : tokenIn(variable);
    if (variable !== undefined && named === undefined) throw emptyVariable(variable);
    // Those of the environment belong to one application, too.
    const own = names.length === 1 ? await ownCredentials(credentials, process.env) : undefined;
    return {
      allowProduction: flags['allow-production'],
      tokenOf: (integration) => named ?? tokenIn(probeTokenVariable(integration)),
      credentials: own,
      key: keyFile === undefined ? undefined : await ownKey(keyFile, () => passphraseOf(`Passphrase of ${keyFile}`)),
      nonce: () => randomBytes(6).toString('hex'),
    };
  }
}

function tokenIn(variable: string): ProbeToken | undefined {
  const token = process.env[variable]?.trim();
  return token ? { token, variable } : undefined;
}

/** Known before anything is asked, so that nothing is asked in vain. */
function writerOf(file: string): (seen: Verification) => string {
  const writer = WRITERS[extname(file).toLowerCase()];
  if (writer) return writer;
  throw new Problem({
    kind: 'usage',
    code: 'unknown-evidence-format',
    message: `Evidence is a .html or a .json file, and ${file} is neither.`,
    actions: ['Name it so: --evidence verified.html --evidence verified.json'],
  });
}

function exitOf({ counts, integrations }: Verification, failOnInconclusive: boolean): number {
  const judged = Object.values(counts);
  const isRefuted =
    judged.some(({ refuted }) => refuted > 0) ||
    integrations.some(({ judgesDiffer, probe }) => judgesDiffer.length > 0 || (probe?.records.left.length ?? 0) > 0);
  if (isRefuted) return EXIT.findings;
  const isOpen = judged.some((one) => one['not-checked'] > 0) || judged.every(({ proved }) => proved === 0);
  return failOnInconclusive && isOpen ? EXIT.inconclusive : EXIT.clean;
}

function oneIntegration(): Problem {
  return new Problem({
    kind: 'usage',
    code: 'one-integration',
    message: 'Credentials and a token belong to one integration: name it.',
    actions: [
      'leastwise verify <integration> --probe --token-variable <variable>',
      'Or a variable for each: LEASTWISE_PROBE_TOKEN_<NAME>',
    ],
  });
}

function emptyVariable(variable: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'no-token-there',
    message: `The environment has no ${variable}, or it is empty.`,
    actions: [`Put the token into it; never on the command line: ${variable}=$(…) leastwise verify …`],
  });
}
