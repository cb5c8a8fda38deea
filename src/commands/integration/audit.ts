import { Args, Flags } from '@oclif/core';
import type { Audit } from '../../model/audit.ts';
import { SEVERITIES } from '../../model/finding.ts';
import type { AuditSettings } from '../../model/settings.ts';
import { acceptFindings } from '../../pipelines/accept-findings.ts';
import { audit } from '../../pipelines/audit.ts';
import { readAuditSettings } from '../../pipelines/read-audit-settings.ts';
import { jsonAudit } from '../../report/json-audit.ts';
import { AUDIT_FORMATS, type AuditFormat, formatAudit } from '../audit-formats.ts';
import { EXIT } from '../exit-codes.ts';
import { IntegrationCommand, SOURCE_FLAGS } from '../integration-command.ts';
import { deliver } from '../output.ts';

/** Exit code of an audit: findings first, then what could not be judged. */
function exitOf(result: Audit, failOn: AuditSettings['failOn'], failOnInconclusive: boolean): number {
  const worst = failOn === 'never' ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  if (worst.some((severity) => result.counts.findings[severity] > 0)) return EXIT.findings;
  return failOnInconclusive && (result.partial || result.counts.notChecked > 0) ? EXIT.inconclusive : EXIT.clean;
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
    'target-org': SOURCE_FLAGS['target-org'],
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
    verbose: Flags.boolean({ char: 'v', summary: 'Every finding and every place, nothing folded.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationAudit);
    const choice = { ...flags, source: args.path };
    const settings = await readAuditSettings({
      source: args.path,
      file: flags.config,
      preset: flags.preset,
      failOn: flags['fail-on'],
      baseline: flags.baseline,
    });
    const options = await this.sourceOptions(choice, settings);
    const result = await audit({ ...options, version: this.config.pjson.version, clock: () => performance.now() });
    this.endProgress();
    if (flags['write-baseline'] !== undefined) return this.acceptAll(flags['write-baseline'], result);
    process.exitCode = exitOf(result, settings.failOn, flags['fail-on-inconclusive']);
    if (flags.html !== undefined) await deliver(await formatAudit('html', result, this.style()), flags.html);
    if (this.jsonEnabled()) return jsonAudit(result);
    await deliver(await formatAudit(flags.format, result, this.style(flags.verbose)), flags['output-file']);
    if (flags.html !== undefined && flags.format === 'terminal') this.log(` Report: ${flags.html}`);
    return undefined;
  }

  private async acceptAll(path: string, result: Audit): Promise<unknown> {
    const accepted = await acceptFindings(path, result);
    this.log(
      `${accepted} ${accepted === 1 ? 'finding' : 'findings'} accepted in ${path}. From now on: leastwise audit --baseline ${path}`,
    );
    return { baseline: path, accepted };
  }
}
