import { Flags } from '@oclif/core';
import { drift } from '../../pipelines/drift.ts';
import { loadDeclared } from '../../pipelines/load-declared.ts';
import { jsonDrift } from '../../report/json-drift.ts';
import { markdownDrift } from '../../report/markdown-plan.ts';
import { terminalDrift } from '../../report/terminal-drift.ts';
import { EXIT } from '../exit-codes.ts';
import { IntegrationCommand, SOURCE_FLAGS } from '../integration-command.ts';
import { deliver } from '../output.ts';
import { PLAN_FLAGS } from '../plan-flags.ts';

const { integrations, environment, target } = PLAN_FLAGS;

export default class IntegrationDrift extends IntegrationCommand<unknown> {
  static override readonly summary = 'Say what is not as it is declared, who changed it, when and from where.';
  static override readonly description = [
    'Compares an org (or a tree of source) with the declared integrations. What somebody clicked is told apart from what was',
    'declared and not applied yet, and the audit trail of Setup says who did it, as far as it names what changed.',
    'Nothing is changed in the org: apply takes it back, --adopt writes it into the declared file. Exit code 2 when there is drift.',
  ].join('\n');
  static override readonly examples = [
    { description: 'Every night:', command: '<%= config.bin %> <%= command.id %> --target-org prod' },
    {
      description: 'Keep what somebody did for a reason, in the file of the integration:',
      command: '<%= config.bin %> <%= command.id %> --target-org prod --adopt erp-orders',
    },
    {
      description: 'As a comment or a job summary:',
      command: '<%= config.bin %> <%= command.id %> --target-org prod --format markdown',
    },
  ];
  static override readonly flags = {
    ...SOURCE_FLAGS,
    integrations,
    environment,
    target,
    adopt: Flags.string({
      summary: 'Write what is there into the file of this integration; * for all that differ.',
      multiple: true,
      helpValue: '<integration>',
    }),
    format: Flags.option({
      char: 'f',
      options: ['terminal', 'markdown'] as const,
      default: 'terminal' as const,
      summary: 'What to print.',
    })(),
    'output-file': Flags.file({ summary: 'Write what would be printed to a file.', helpValue: '<file>' }),
    verbose: Flags.boolean({ char: 'v', summary: 'Every grant, nothing folded.' }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(IntegrationDrift);
    const options = await this.sourceOptions(flags);
    const place = { directory: '.', config: flags.config, folder: flags.integrations };
    const report = await drift({
      ...options,
      declared: await loadDeclared(place),
      environment: flags.environment,
      targets: flags.target,
      adopt: [],
      adoptInto: flags.adopt ?? [],
      place,
    });
    this.endProgress();
    if (report.divergences.length > 0) process.exitCode = EXIT.difference;
    const where =
      flags['target-org'] === undefined ? `--source ${flags.source}` : `--target-org ${flags['target-org']}`;
    const printed = {
      terminal: () => terminalDrift(report, { target: where }, this.style(flags.verbose)),
      markdown: () => markdownDrift(report.plan.target.label, report.divergences),
    };
    if (!this.jsonEnabled()) await deliver(printed[flags.format](), flags['output-file']);
    return jsonDrift(report);
  }
}
