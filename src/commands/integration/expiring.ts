import { Flags } from '@oclif/core';
import { expiring } from '../../pipelines/expiring.ts';
import { loadDeclared } from '../../pipelines/load-declared.ts';
import { terminalDeadlines } from '../../report/terminal-deadlines.ts';
import { EXIT } from '../exit-codes.ts';
import { IntegrationCommand, SOURCE_FLAGS } from '../integration-command.ts';
import { STEP_FLAGS } from '../life-flags.ts';
import { deliver } from '../output.ts';

export default class IntegrationExpiring extends IntegrationCommand<unknown> {
  static override readonly summary = 'List what ends soon: assignments, certificates, reviews, waivers.';
  static override readonly description = [
    'From the declared files and leastwise.yml; with an org, also its certificates and assignments with an end. Exit code 1',
    'when something has ended already.',
  ].join('\n');
  static override readonly examples = [
    { description: 'Within two weeks:', command: '<%= config.bin %> <%= command.id %> --within 14d' },
    {
      description: 'With certificates and assignments of an org:',
      command: '<%= config.bin %> <%= command.id %> --within 30d --target-org prod',
    },
  ];
  static override readonly flags = {
    'target-org': SOURCE_FLAGS['target-org'],
    config: STEP_FLAGS.config,
    integrations: STEP_FLAGS.integrations,
    within: Flags.custom<number>({
      summary: 'How far to look: 14d.',
      helpValue: '<days>',
      default: 14,
      parse: (text) => {
        const days = /^(\d{1,4})d?$/.exec(text)?.[1];
        if (days === undefined) throw new Error(`--within takes days, like 14d; not ${text}`);
        return Promise.resolve(Number(days));
      },
    })(),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(IntegrationExpiring);
    const declared = await loadDeclared({ directory: '.', config: flags.config, folder: flags.integrations });
    const source = await this.sourceOptions({ ...flags, source: '.' });
    const found = await expiring(declared, flags.within, source);
    this.endProgress();
    if (found.some(({ inDays }) => inDays < 0)) process.exitCode = EXIT.findings;
    if (!this.jsonEnabled())
      await deliver(terminalDeadlines(found, `Nothing ends within ${flags.within} days.`, this.style()));
    return { within: flags.within, expiring: found };
  }
}
