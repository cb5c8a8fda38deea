import { Flags } from '@oclif/core';
import { loadDeclared } from '../../pipelines/load-declared.ts';
import { plan } from '../../pipelines/plan.ts';
import { keepPlan } from '../../pipelines/plan-file.ts';
import { jsonPlan } from '../../report/json-plan.ts';
import { markdownPlan } from '../../report/markdown-plan.ts';
import { terminalPlan } from '../../report/terminal-plan.ts';
import { EXIT } from '../exit-codes.ts';
import { IntegrationCommand, SOURCE_FLAGS } from '../integration-command.ts';
import { deliver } from '../output.ts';
import { PLAN_FLAGS } from '../plan-flags.ts';

export default class IntegrationPlan extends IntegrationCommand<unknown> {
  static override readonly summary = 'Say what would change, and what it means for risk.';
  static override readonly description = [
    'Compares the declared integrations (integrations/*.yml) with an org or a tree of source, and prints the ordered way',
    'from one to the other: what is created, changed and removed, why, and what each integration can reach afterwards.',
    'Nothing is changed. Rules about changes say what is dangerous; what they refuse needs --allow when it is applied.',
  ].join('\n');
  static override readonly examples = [
    { description: 'What would change in an org:', command: '<%= config.bin %> <%= command.id %> --target-org prod' },
    {
      description: 'In a pipeline, on a pull request: exit code 2 when there is something to do:',
      command: '<%= config.bin %> <%= command.id %> --target-org prod --detailed-exitcode',
    },
    {
      description: 'Kept for a later apply, which refuses it when the org has changed:',
      command: '<%= config.bin %> <%= command.id %> --target-org prod --out prod.plan',
    },
    {
      description: 'A tree of source is a target, too:',
      command: '<%= config.bin %> <%= command.id %> --source force-app',
    },
  ];
  static override readonly flags = {
    ...SOURCE_FLAGS,
    ...PLAN_FLAGS,
    format: Flags.option({
      char: 'f',
      options: ['terminal', 'markdown'] as const,
      default: 'terminal' as const,
      summary: 'What to print.',
    })(),
    'output-file': Flags.file({ summary: 'Write what would be printed to a file.', helpValue: '<file>' }),
    out: Flags.file({ summary: 'Keep the plan in this file, for apply.', helpValue: '<file>' }),
    'detailed-exitcode': Flags.boolean({ summary: 'Exit with 2 when there is something to do.' }),
    verbose: Flags.boolean({ char: 'v', summary: 'Every grant and note, nothing folded.' }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(IntegrationPlan);
    const options = await this.sourceOptions(flags);
    const declared = await loadDeclared({ directory: '.', config: flags.config, folder: flags.integrations });
    const planned = await plan({
      ...options,
      declared,
      environment: flags.environment,
      targets: flags.target,
      adopt: flags.adopt ?? [],
    });
    this.endProgress();
    if (flags.out !== undefined) await keepPlan(flags.out, planned.plan);
    if (flags['detailed-exitcode'] && planned.plan.changes.length > 0) process.exitCode = EXIT.difference;
    const printed = {
      terminal: () => terminalPlan(planned.plan, this.style(flags.verbose)),
      markdown: () => markdownPlan(planned.plan),
    };
    if (!this.jsonEnabled()) await deliver(printed[flags.format](), flags['output-file']);
    return jsonPlan(planned.plan);
  }
}
