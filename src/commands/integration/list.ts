import { Args } from '@oclif/core';
import { list } from '../../pipelines/list.ts';
import { jsonList } from '../../report/json-answers.ts';
import { terminalList } from '../../report/terminal-list.ts';
import { IntegrationCommand, SOURCE_FLAGS } from '../integration-command.ts';
import { deliver } from '../output.ts';

export default class IntegrationList extends IntegrationCommand<unknown> {
  static override readonly summary = 'List the integrations of a source, with the evidence for each.';
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    { description: 'Of an org:', command: '<%= config.bin %> <%= command.id %> --target-org prod' },
    { description: 'As data:', command: '<%= config.bin %> <%= command.id %> force-app --json' },
  ];
  static override readonly args = {
    path: Args.string({
      description: 'SFDX project, metadata folder, zip, file or saved snapshot. Default: this folder.',
      default: '.',
    }),
  };
  static override readonly flags = {
    'target-org': SOURCE_FLAGS['target-org'],
    rev: SOURCE_FLAGS.rev,
    config: SOURCE_FLAGS.config,
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationList);
    const answer = await list(await this.sourceOptions({ source: args.path, ...flags }));
    this.endProgress();
    if (!this.jsonEnabled()) await deliver(terminalList(answer, this.style()));
    return jsonList(answer);
  }
}
