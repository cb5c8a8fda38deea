import { Args, Flags } from '@oclif/core';
import { loadDeclared } from '../../pipelines/load-declared.ts';
import { reviews, stampReview } from '../../pipelines/review.ts';
import { terminalDeadlines } from '../../report/terminal-deadlines.ts';
import { approve } from '../approve.ts';
import { EXIT } from '../exit-codes.ts';
import { IntegrationCommand } from '../integration-command.ts';
import { STEP_FLAGS } from '../life-flags.ts';
import { deliver } from '../output.ts';

export default class IntegrationReview extends IntegrationCommand<unknown> {
  static override readonly summary =
    'List integrations that somebody has to look at again; stamp one after the yes of its owner.';
  static override readonly description = [
    'Without a name: what is due, soonest first, and exit code 1 when something is overdue. With a name: asks, then writes',
    'reviewed: { on, by } and the next review: into its file; comments stay. How long it is until then stands in leastwise.yml',
    '(lifeCycle: { reviewDays }, default 365).',
  ].join('\n');
  static override readonly examples = [
    {
      description: 'What is due? In a pipeline: exit code 1 when something is overdue:',
      command: '<%= config.bin %> <%= command.id %>',
    },
    {
      description: 'Its owner said yes:',
      command: '<%= config.bin %> <%= command.id %> erp-orders --by erp-team@acme.com --yes',
    },
  ];
  static override readonly args = { name: Args.string({ description: 'Integration that was reviewed.' }) };
  static override readonly flags = {
    config: STEP_FLAGS.config,
    integrations: STEP_FLAGS.integrations,
    by: Flags.string({ summary: 'Who says yes; default: the owner.', helpValue: '<address>' }),
    next: Flags.string({ summary: 'Day of the next review.', helpValue: '<yyyy-mm-dd>' }),
    yes: Flags.boolean({ summary: 'The owner said yes: do not ask.' }),
    within: Flags.integer({ summary: 'List what is due within so many days.', default: 30, helpValue: '<days>' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationReview);
    const declared = await loadDeclared({ directory: '.', config: flags.config, folder: flags.integrations });
    const today = new Date().toISOString().slice(0, 10);
    if (args.name === undefined) {
      const due = reviews(declared, today).filter(({ inDays }) => inDays <= flags.within);
      const overdue = due.filter(({ inDays, ends }) => inDays < 0 || ends === undefined).length;
      if (overdue > 0) process.exitCode = EXIT.findings;
      if (!this.jsonEnabled())
        await deliver(terminalDeadlines(due, `No review is due within ${flags.within} days.`, this.style()));
      return { due, overdue };
    }
    const owner = declared.declarations.find(({ name }) => name === args.name)?.owner ?? '';
    const by = flags.by ?? owner;
    if (!flags.yes)
      await approve(`Is ${args.name} still right as it is declared, in the name of ${by}?`, [
        'Say so with a flag: --yes --by <address>',
      ]);
    const stamped = await stampReview(declared, args.name, { today, by, next: flags.next });
    this.log(`${stamped.file} stamped: reviewed by ${by}, next on ${stamped.review}`);
    return { ...stamped, by };
  }
}
