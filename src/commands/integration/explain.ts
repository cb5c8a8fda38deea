import { Args } from '@oclif/core';
import { explain } from '../../pipelines/explain.ts';
import { reach } from '../../pipelines/reach.ts';
import { jsonExplanation, jsonReach } from '../../report/json-answers.ts';
import { terminalExplanation } from '../../report/terminal-explanation.ts';
import { terminalReach } from '../../report/terminal-reach.ts';
import { IntegrationCommand, SOURCE_FLAGS } from '../integration-command.ts';
import { deliver } from '../output.ts';
import { spokenPermission } from '../spoken-permission.ts';

export default class IntegrationExplain extends IntegrationCommand<unknown> {
  static override readonly summary = 'Say why somebody may, or may not, do something.';
  static override readonly description = [
    'Names every path that grants a permission, and the smallest change that takes it away; or why it is not granted.',
    'Without a permission: everything that the integration, user, set, group or profile reaches.',
  ].join('\n');
  static override readonly examples = [
    { description: 'Why may it manage users?', command: '<%= config.bin %> <%= command.id %> hr-sync ManageUsers' },
    {
      description: 'A field, by any of its names:',
      command: '<%= config.bin %> <%= command.id %> ERP_Orders Account.Phone:edit',
    },
    { description: 'Everything it reaches:', command: '<%= config.bin %> <%= command.id %> warehouse' },
  ];
  static override readonly args = {
    who: Args.string({ description: 'Integration, user, permission set, group or profile.', required: true }),
    what: Args.string({
      description: 'Permission: Account:read, Account.Phone:edit, ModifyAllData, apexClass:OrderApi.',
    }),
    of: Args.string({ description: 'With a verb before it: explain erp edit Account.Phone.' }),
  };
  static override readonly flags = SOURCE_FLAGS;

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationExplain);
    const options = await this.sourceOptions(flags);
    if (args.what === undefined) {
      const answer = await reach(args.who, options);
      this.endProgress();
      if (!this.jsonEnabled()) await deliver(terminalReach(answer, this.style()));
      return jsonReach(answer);
    }
    const answer = await explain(args.who, spokenPermission(args.what, args.of), options);
    this.endProgress();
    if (!this.jsonEnabled()) await deliver(terminalExplanation(answer, this.style()));
    return jsonExplanation(answer);
  }
}
