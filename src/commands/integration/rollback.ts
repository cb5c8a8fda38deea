import { Args, Flags } from '@oclif/core';
import { planRollback } from '../../pipelines/plan-rollback.ts';
import { projectRoot } from '../../pipelines/project-root.ts';
import { rollback, runs } from '../../pipelines/rollback.ts';
import { jsonPlan } from '../../report/json-plan.ts';
import { batchLine, terminalApplied, terminalRuns } from '../../report/terminal-applied.ts';
import { terminalPlan } from '../../report/terminal-plan.ts';
import { approve } from '../approve.ts';
import { IntegrationCommand, SOURCE_FLAGS } from '../integration-command.ts';
import { deliver } from '../output.ts';

export default class IntegrationRollback extends IntegrationCommand<unknown> {
  static override readonly summary = 'Take back what a run did, last step first.';
  static override readonly description = [
    'Reads the journal of the run and the org as it is now, shows what will be taken back, asks, and does it, with a journal',
    'of its own. What somebody changed since stays as it is, and is named. Users that the run created are deactivated.',
    'Without a run: lists the runs there were.',
  ].join('\n');
  static override readonly examples = [
    { description: 'Which runs were there?', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Take one back:',
      command: '<%= config.bin %> <%= command.id %> 2026-11-23T10-15-02Z --target-org prod',
    },
  ];
  static override readonly args = { run: Args.string({ description: 'The run, as its journal is called.' }) };
  static override readonly flags = {
    ...SOURCE_FLAGS,
    'auto-approve': Flags.boolean({ summary: 'Do not ask.' }),
    verbose: Flags.boolean({ char: 'v', summary: 'Every grant and note, nothing folded.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationRollback);
    const root = await projectRoot('.', flags.config);
    if (args.run === undefined) return this.list(root);
    const source = await this.sourceOptions(flags);
    const approved = await planRollback(root, args.run, source);
    this.endProgress();
    const isQuiet = this.jsonEnabled();
    if (!isQuiet) await deliver(terminalPlan(approved, this.style(flags.verbose)));
    if (approved.changes.length === 0) return { plan: jsonPlan(approved), applied: null };
    if (!flags['auto-approve'])
      await approve(`Do you want to take this back on ${approved.target.label}?`, [
        'Take it back unasked: --auto-approve',
      ]);
    const applied = await rollback(root, args.run, {
      ...source,
      onProgress: undefined,
      approved,
      now: () => new Date(),
      onBatch: (batch, state) => {
        if (!isQuiet) process.stderr.write(batchLine(batch, state, this.style()));
      },
    });
    if (!isQuiet) await deliver(terminalApplied(applied, this.style()));
    return { plan: jsonPlan(approved), applied };
  }

  private async list(root: string): Promise<unknown> {
    const found = await runs(root);
    if (!this.jsonEnabled()) await deliver(terminalRuns(found, this.style()));
    return { runs: found.map(({ steps, ...run }) => ({ ...run, steps: steps.length })) };
  }
}
