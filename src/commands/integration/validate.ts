import { Args, Flags } from '@oclif/core';
import { validate } from '../../pipelines/validate.ts';
import { jsonValidation } from '../../report/json-build.ts';
import { terminalValidation } from '../../report/terminal-build.ts';
import { EXIT } from '../exit-codes.ts';
import { IntegrationCommand } from '../integration-command.ts';
import { deliver } from '../output.ts';

export default class IntegrationValidate extends IntegrationCommand<unknown> {
  static override readonly summary = 'Check declared integrations alone, without an org.';
  static override readonly description = [
    'Every mistake at once, with file, line, column and what to write instead; whether the files go together; and, as far as the',
    'project holds objects and fields, what a plan would add or leave out.',
    '',
    'Exit codes: 0 right, 4 mistakes.',
  ].join('\n');
  static override readonly examples = [
    { description: 'Check this project:', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'Names of one environment:', command: '<%= config.bin %> <%= command.id %> --environment uat' },
  ];
  static override readonly args = {
    path: Args.directory({
      description: 'Project with leastwise.yml and integrations/. Default: this folder.',
      default: '.',
    }),
  };
  static override readonly flags = {
    environment: Flags.string({
      char: 'e',
      summary: 'One of the environments of leastwise.yml. Default: all of them.',
      helpValue: '<name>',
    }),
    config: Flags.file({ summary: 'Settings file. Default: the nearest leastwise.yml.', helpValue: '<file>' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationValidate);
    const found = await validate({ directory: args.path, config: flags.config, environment: flags.environment });
    process.exitCode = found.mistakes.length > 0 ? EXIT.usage : EXIT.clean;
    if (!this.jsonEnabled()) await deliver(terminalValidation(found, this.style()));
    return jsonValidation(found);
  }
}
