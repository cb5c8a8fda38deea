import { Flags } from '@oclif/core';
import { noNewAccess } from '../../../pipelines/no-new-access.ts';
import { jsonWidening } from '../../../report/json-answers.ts';
import { markdownWidening } from '../../../report/markdown-widening.ts';
import { terminalWidening } from '../../../report/terminal-widening.ts';
import { EXIT } from '../../exit-codes.ts';
import { IntegrationCommand, SOURCE_FLAGS } from '../../integration-command.ts';
import { deliver } from '../../output.ts';

export default class IntegrationCheckNoNewAccess extends IntegrationCommand<unknown> {
  static override readonly summary = 'Fail when a change widens what any integration may do.';
  static override readonly description =
    'Compares the files as they are with a git revision. Exit code 1 when an integration gained access, 3 when a side could not be read whole and --fail-on-inconclusive is given.';
  static override readonly examples = [
    { description: 'The gate of a pull request:', command: '<%= config.bin %> <%= command.id %> --base origin/main' },
    {
      description: 'As a comment:',
      command: '<%= config.bin %> <%= command.id %> --base origin/main --format markdown',
    },
  ];
  static override readonly flags = {
    ...SOURCE_FLAGS,
    base: Flags.string({
      char: 'b',
      summary: 'Git revision to compare with.',
      required: true,
      helpValue: '<revision>',
    }),
    format: Flags.option({
      char: 'f',
      options: ['terminal', 'markdown', 'json'] as const,
      default: 'terminal' as const,
      summary: 'What to print.',
    })(),
    'output-file': Flags.file({ char: 'o', summary: 'Write what would be printed to a file.', helpValue: '<file>' }),
    'fail-on-inconclusive': Flags.boolean({ summary: 'Exit code 3 when a side could not be read whole.' }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(IntegrationCheckNoNewAccess);
    const answer = await noNewAccess(flags.base, await this.sourceOptions(flags));
    this.endProgress();
    const inconclusive = flags['fail-on-inconclusive'] && answer.unresolved.length > 0;
    process.exitCode = answer.integrations.length > 0 ? EXIT.findings : inconclusive ? EXIT.inconclusive : EXIT.clean;
    const printed = {
      terminal: () => terminalWidening(answer, this.style()),
      markdown: () => markdownWidening(answer),
      json: () => JSON.stringify(jsonWidening(answer), null, 2),
    };
    if (!this.jsonEnabled()) await deliver(printed[flags.format](), flags['output-file']);
    return jsonWidening(answer);
  }
}
