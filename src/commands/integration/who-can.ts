import { Args, Flags } from '@oclif/core';
import { whoCan } from '../../pipelines/who-can.ts';
import { jsonWhoCan } from '../../report/json-answers.ts';
import { terminalWhoCan } from '../../report/terminal-who-can.ts';
import { IntegrationCommand, SOURCE_FLAGS } from '../integration-command.ts';
import { deliver } from '../output.ts';
import { spokenPermission } from '../spoken-permission.ts';

export default class IntegrationWhoCan extends IntegrationCommand<unknown> {
  static override readonly summary = 'List everyone who may do something, and by which entry.';
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> Contact.National_Id__c:read',
    {
      description: 'Applications only:',
      command: '<%= config.bin %> <%= command.id %> ModifyAllData --only integrations',
    },
  ];
  static override readonly args = {
    what: Args.string({
      description: 'Permission: Account:read, Account.Phone:edit, ModifyAllData, apexClass:OrderApi.',
      required: true,
    }),
    of: Args.string({ description: 'With a verb before it: who-can edit Contact.National_Id__c.' }),
  };
  static override readonly flags = {
    ...SOURCE_FLAGS,
    only: Flags.option({ options: ['integrations'] as const, summary: 'Leave out people, sets and profiles.' })(),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationWhoCan);
    const answer = await whoCan(spokenPermission(args.what, args.of), {
      ...(await this.sourceOptions(flags)),
      only: flags.only,
    });
    this.endProgress();
    if (!this.jsonEnabled()) await deliver(terminalWhoCan(answer, this.style()));
    return jsonWhoCan(answer);
  }
}
