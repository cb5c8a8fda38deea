import { STEP_ARGS, STEP_COMMAND_FLAGS, StepCommand } from '../step-command.ts';

export default class IntegrationOffboard extends StepCommand {
  static override readonly summary = 'Retire an integration, one step at a time.';
  static override readonly description = [
    'Is it silent? Then it is frozen; after some days in which nothing tries to log in, its tokens are revoked, its set is',
    'unassigned, what it owns is reported (scheduled jobs, dashboards that run as it, records, apps), the user deactivated, its',
    'set and app removed. Each call takes the next step: a plan, shown and asked for, in the journal. The stage stands in the',
    'file under retire:; cut off, the next call finishes what was begun. Until the last one each step can be taken back.',
  ].join('\n');
  static override readonly examples = [
    { description: 'The next step:', command: '<%= config.bin %> <%= command.id %> loyalty --target-org prod' },
    {
      description: 'It was needed after all:',
      command: '<%= config.bin %> <%= command.id %> loyalty --back --target-org prod',
    },
    {
      description: 'In a pipeline, unasked, as far as it may go today:',
      command: '<%= config.bin %> <%= command.id %> loyalty --to deactivated --auto-approve --json --target-org prod',
    },
  ];
  static override readonly args = STEP_ARGS;
  static override readonly flags = STEP_COMMAND_FLAGS;

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationOffboard);
    return this.step('offboard', args.name, flags);
  }
}
