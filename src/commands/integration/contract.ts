import { STEP_ARGS, STEP_COMMAND_FLAGS, StepCommand } from '../step-command.ts';

export default class IntegrationContract extends StepCommand {
  static override readonly summary = 'Take away what an integration has replaced, one step at a time.';
  static override readonly description = [
    'After split or migrate, when the application uses its new account: the old one is frozen once it has been silent, then,',
    'days later, its tokens are revoked, its sets unassigned, the user deactivated, and what nobody else holds removed. Each',
    'call takes the next step: a plan, shown and asked for. What cannot be known (log-ins or tokens that may not be read) is',
    'refused, with the reason. The stage stands in the file; cut off, the next call finishes what was begun. A person loses',
    'the tokens of the application and nothing else. Several integrations that replace one account go together.',
  ].join('\n');
  static override readonly examples = [
    { description: 'The next step:', command: '<%= config.bin %> <%= command.id %> erp --target-org prod' },
    {
      description: 'Take the last step back:',
      command: '<%= config.bin %> <%= command.id %> erp --back --target-org prod',
    },
    {
      description: 'All that is left, unasked:',
      command: '<%= config.bin %> <%= command.id %> erp --to removed --auto-approve --target-org prod',
    },
  ];
  static override readonly args = STEP_ARGS;
  static override readonly flags = STEP_COMMAND_FLAGS;

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationContract);
    return this.step('contract', args.name, flags);
  }
}
