import { Args } from '@oclif/core';
import { rules } from '../../pipelines/rules.ts';
import { jsonRules } from '../../report/json-answers.ts';
import { terminalRules } from '../../report/terminal-rules.ts';
import { IntegrationCommand } from '../integration-command.ts';
import { deliver } from '../output.ts';

export default class IntegrationRules extends IntegrationCommand<unknown> {
  static override readonly summary = 'List the rules, or say why one exists.';
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> escalation-path',
  ];
  static override readonly args = { id: Args.string({ description: 'Rule id or code.' }) };

  async run(): Promise<unknown> {
    const { args } = await this.parse(IntegrationRules);
    const answer = rules(args.id);
    if (!this.jsonEnabled()) await deliver(terminalRules(answer, this.style()));
    return jsonRules(answer);
  }
}
