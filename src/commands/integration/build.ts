import { Args, Flags } from '@oclif/core';
import { build } from '../../pipelines/build.ts';
import { jsonBuild } from '../../report/json-build.ts';
import { terminalBuild } from '../../report/terminal-build.ts';
import { EXIT } from '../exit-codes.ts';
import { IntegrationCommand } from '../integration-command.ts';
import { deliver } from '../output.ts';

export default class IntegrationBuild extends IntegrationCommand<unknown> {
  static override readonly summary =
    'Compile declarations to SFDX source, for teams that deploy by their own pipeline.';
  static override readonly description = [
    'Writes the shared profile and, for each integration, its permission set, external client app and user definition, in the order',
    'in which Salesforce writes them: the same declarations give the same bytes. What is right already is not touched. Sets and',
    'apps that we wrote for an integration that is declared no more are removed. Secrets are never written.',
    '',
    'Exit codes: 0 written, or nothing to write; 2 files differ, with --check.',
  ].join('\n');
  static override readonly examples = [
    { description: 'Into this project:', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Elsewhere, for one environment:',
      command: '<%= config.bin %> <%= command.id %> --environment uat --output-dir out/uat',
    },
    {
      description: 'In a pipeline: fail when the source is not what is declared:',
      command: '<%= config.bin %> <%= command.id %> --check',
    },
  ];
  static override readonly args = {
    path: Args.directory({
      description: 'Project with leastwise.yml and integrations/. Default: this folder.',
      default: '.',
    }),
  };
  static override readonly flags = {
    'output-dir': Flags.string({ summary: 'Where the source goes. Default: the project.', helpValue: '<folder>' }),
    environment: Flags.string({ char: 'e', summary: 'One of the environments of leastwise.yml.', helpValue: '<name>' }),
    check: Flags.boolean({ summary: 'Write nothing; exit code 2 when files differ.' }),
    config: Flags.file({ summary: 'Settings file. Default: the nearest leastwise.yml.', helpValue: '<file>' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationBuild);
    const built = await build({
      directory: args.path,
      config: flags.config,
      environment: flags.environment,
      outputDir: flags['output-dir'],
      check: flags.check,
    });
    const differs = built.files.some(({ state }) => state !== 'same');
    process.exitCode = flags.check && differs ? EXIT.difference : EXIT.clean;
    if (!this.jsonEnabled()) await deliver(terminalBuild(built, flags.check, this.style()));
    return jsonBuild(built);
  }
}
