import { Args } from '@oclif/core';
import { init } from '../../pipelines/init.ts';
import { IntegrationCommand } from '../integration-command.ts';

export default class IntegrationInit extends IntegrationCommand<unknown> {
  static override readonly summary = 'Write a leastwise.yml that names the integrations found.';
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> my-project',
  ];
  static override readonly args = {
    path: Args.directory({ description: 'Project to write it into. Default: this folder.', default: '.' }),
  };

  async run(): Promise<unknown> {
    const { args } = await this.parse(IntegrationInit);
    const written = await init(args.path, await this.sourceOptions({ source: args.path }));
    this.endProgress();
    this.log(
      `${written.file} written: ${written.integrations.length} integrations to confirm. Next: leastwise audit ${args.path}`,
    );
    return written;
  }
}
