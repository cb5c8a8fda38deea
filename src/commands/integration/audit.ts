import { Args, Flags } from '@oclif/core';
import type { Audit } from '../../model/audit.ts';
import { SEVERITIES } from '../../model/finding.ts';
import type { OrgMatrix } from '../../model/org-matrix.ts';
import { Problem } from '../../model/problem.ts';
import type { AuditSettings } from '../../model/settings.ts';
import { acceptFindings } from '../../pipelines/accept-findings.ts';
import { audit } from '../../pipelines/audit.ts';
import { auditOrgs } from '../../pipelines/audit-orgs.ts';
import type { SourceOptions } from '../../pipelines/load-source.ts';
import { readAuditSettings } from '../../pipelines/read-audit-settings.ts';
import { readTargetList } from '../../pipelines/target-list.ts';
import { jsonAudit } from '../../report/json-audit.ts';
import { crossCheckWarning } from '../../report/terminal-cross-check.ts';
import { untrustedLine } from '../../report/untrusted-text.ts';
import { AUDIT_FORMATS, type AuditFormat, formatAudit } from '../audit-formats.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { IntegrationCommand } from '../integration-command.ts';
import { matrixFormat } from '../matrix-formats.ts';
import { deliver } from '../output.ts';

interface MatrixFlags extends Readonly<Record<string, unknown>> {
  readonly format: AuditFormat;
  readonly html?: string | undefined;
  readonly 'output-file'?: string | undefined;
  readonly 'fail-on-inconclusive': boolean;
  readonly verbose: boolean;
}

/** Exit code of an audit: findings first, then what could not be judged. */
function exitOf(result: Audit, failOn: AuditSettings['failOn'], failOnInconclusive: boolean): number {
  const worst = failOn === 'never' ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  if (worst.some((severity) => result.counts.findings[severity] > 0)) return EXIT.findings;
  return failOnInconclusive && (result.partial || result.counts.notChecked > 0) ? EXIT.inconclusive : EXIT.clean;
}

/** What could not be read weighs more than what was found. */
function exitOfMatrix({ orgs }: OrgMatrix, failOn: AuditSettings['failOn'], failOnInconclusive: boolean): number {
  const failed = orgs.flatMap((org) => (org.state === 'failed' ? [exitCodeOf(org.failure.kind)] : []));
  const found = orgs.flatMap((org) => (org.state === 'audited' ? [exitOf(org.audit, failOn, failOnInconclusive)] : []));
  if (failed.length > 0) return Math.max(...failed);
  return found.includes(EXIT.findings) ? EXIT.findings : Math.max(EXIT.clean, ...found);
}

/** One place among many orgs would hide in which of them something is accepted. */
function refuseForMany(flags: Readonly<Record<string, unknown>>): void {
  const refused = ['write-baseline', 'baseline', 'rev', 'since'].find((name) => flags[name] !== undefined);
  if (refused === undefined) return;
  throw new Problem({
    kind: 'usage',
    code: 'one-org-flag',
    message: `--${refused} goes with one org at a time.`,
    actions: ['Audit that org alone.'],
  });
}

export default class IntegrationAudit extends IntegrationCommand<unknown> {
  static override readonly summary = 'Find the integrations in an org or a tree of metadata and judge them.';
  static override readonly description = [
    'Reads a live org, an SFDX project, a Metadata API folder, a retrieved zip or a single file. Says which external applications are',
    'in it, what each may do, how that departs from the integration-user design, and what to change, with file and line.',
    'An org is only ever read, never changed.',
    '',
    'Exit codes: 0 clean, 1 findings at or above --fail-on, 3 inconclusive (asked for with --fail-on-inconclusive),',
    '4 wrong usage, configuration or input, 5 org or authentication.',
  ].join('\n');
  static override readonly examples = [
    { description: 'Audit the project in this folder:', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Audit an org that the Salesforce CLI is logged in to:',
      command: '<%= config.bin %> <%= command.id %> --target-org prod',
    },
    {
      description: 'Audit many orgs, in one table:',
      command: '<%= config.bin %> <%= command.id %> --target-org prod --target-org uat --html orgs.html',
    },
    {
      description: 'Leave a page to open beside the terminal output:',
      command: '<%= config.bin %> <%= command.id %> force-app --html report.html',
    },
    {
      description: 'For code scanning:',
      command: '<%= config.bin %> <%= command.id %> --format sarif --output-file leastwise.sarif',
    },
    {
      description: 'Accept today, report only what is new:',
      command: '<%= config.bin %> <%= command.id %> --write-baseline leastwise-baseline.json',
    },
  ];

  static override readonly args = {
    path: Args.string({
      description: 'SFDX project, metadata folder, zip, file or saved snapshot. Default: this folder.',
      default: '.',
    }),
  };

  static override readonly flags = {
    'target-org': Flags.string({
      char: 'o',
      summary:
        'Ask a live org that the Salesforce CLI knows: alias, username, or "default". Again for each further one.',
      helpValue: '<alias>',
      multiple: true,
    }),
    'target-orgs': Flags.file({
      summary: 'Audit the orgs that this file lists: an alias, username or saved snapshot a line.',
      helpValue: '<file>',
    }),
    format: Flags.option({
      char: 'f',
      options: AUDIT_FORMATS,
      default: 'terminal' as AuditFormat,
      summary: 'What to print.',
    })(),
    'output-file': Flags.file({ summary: 'Write what would be printed to a file.', helpValue: '<file>' }),
    html: Flags.file({ summary: 'Also leave the page, one self-contained file.', helpValue: '<file>' }),
    'fail-on': Flags.option({
      options: [...SEVERITIES, 'never'] as const,
      summary: 'Exit code 1 when a finding is at least this severe. Default: high, or what leastwise.yml says.',
    })(),
    'fail-on-inconclusive': Flags.boolean({ summary: 'Exit code 3 when something could not be judged.' }),
    preset: Flags.option({
      options: ['recommended', 'strict', 'legacy'] as const,
      summary: 'Which rules run. Default: recommended, or what leastwise.yml says.',
    })(),
    config: Flags.file({ summary: 'Settings file. Default: the nearest leastwise.yml.', helpValue: '<file>' }),
    baseline: Flags.file({
      summary: 'Leave out the findings that this baseline knows.',
      helpValue: '<file>',
      exclusive: ['write-baseline'],
    }),
    'write-baseline': Flags.file({ summary: 'Accept all findings of today into a baseline.', helpValue: '<file>' }),
    rev: Flags.string({ summary: 'Audit the files as they were at a git revision.', helpValue: '<revision>' }),
    since: Flags.file({
      summary: 'An earlier snapshot of the same org: tables of grants that have not moved since are taken from it.',
      helpValue: '<file>',
      dependsOn: ['target-org'],
    }),
    'cross-check': Flags.boolean({
      summary: 'Hold what is said of three users of an org against what the org says of them (about five requests).',
      default: true,
      allowNo: true,
    }),
    verbose: Flags.boolean({ char: 'v', summary: 'Every finding and every place, nothing folded.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationAudit);
    const listed = flags['target-orgs'] === undefined ? [] : await readTargetList(flags['target-orgs']);
    const [target, ...others] = [...(flags['target-org'] ?? []), ...listed];
    const choice = { ...flags, source: args.path, 'target-org': target };
    const settings = await readAuditSettings({
      source: args.path,
      file: flags.config,
      preset: flags.preset,
      failOn: flags['fail-on'],
      baseline: flags.baseline,
    });
    const options = {
      ...(await this.sourceOptions(choice, settings)),
      crossCheck: flags['cross-check'],
      since: flags.since,
    };
    if (others.length > 0 || listed.length > 0) return this.auditMany([target ?? '', ...others], options, flags);
    const result = await audit({ ...options, version: this.config.pjson.version, clock: () => performance.now() });
    this.endProgress();
    if (flags['write-baseline'] !== undefined) return this.acceptAll(flags['write-baseline'], result);
    process.exitCode = exitOf(result, settings.failOn, flags['fail-on-inconclusive']);
    this.warnOfDisagreement(result);
    if (flags.html !== undefined) await deliver(await formatAudit('html', result, this.style()), flags.html);
    if (this.jsonEnabled()) return jsonAudit(result);
    await deliver(await formatAudit(flags.format, result, this.style(flags.verbose)), flags['output-file']);
    if (flags.html !== undefined && flags.format === 'terminal') this.log(` Report: ${flags.html}`);
    return undefined;
  }

  /** One matrix of all orgs. */
  private async auditMany(targets: readonly string[], options: SourceOptions, flags: MatrixFlags): Promise<unknown> {
    refuseForMany(flags);
    const format = matrixFormat(flags.format);
    const run = { version: this.config.pjson.version, clock: () => performance.now() };
    const matrix = await auditOrgs({ ...options, ...run, targets });
    this.endProgress();
    for (const org of matrix.orgs) if (org.state === 'audited') this.warnOfDisagreement(org.audit);
    process.exitCode = exitOfMatrix(matrix, options.settings.failOn, flags['fail-on-inconclusive']);
    if (flags.html !== undefined) await deliver((await matrixFormat('html')())(matrix, this.style()), flags.html);
    if (this.jsonEnabled()) {
      const { jsonMatrix } = await import('../../report/json-matrix.ts');
      return jsonMatrix(matrix);
    }
    await deliver((await format())(matrix, this.style(flags.verbose)), flags['output-file']);
    return undefined;
  }

  /** In every format: on the terminal beside the findings, as data among the warnings, else on standard error. */
  private warnOfDisagreement({ crossCheck, source }: Audit): void {
    const warning = crossCheck && crossCheckWarning(crossCheck);
    if (warning === undefined) return;
    this.warnings.push(`${source.label}: ${warning}`);
    if (!this.jsonEnabled()) process.stderr.write(`Warning ${untrustedLine(source.label)}: ${warning}\n`);
  }

  private async acceptAll(path: string, result: Audit): Promise<unknown> {
    const accepted = await acceptFindings(path, result);
    this.log(
      `${accepted} ${accepted === 1 ? 'finding' : 'findings'} accepted in ${path}. From now on: leastwise audit --baseline ${path}`,
    );
    return { baseline: path, accepted };
  }
}
