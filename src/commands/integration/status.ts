import type { UnderWay } from '../../model/under-way.ts';
import { loadDeclared } from '../../pipelines/load-declared.ts';
import { status } from '../../pipelines/status.ts';
import { terminalStatus } from '../../report/terminal-deadlines.ts';
import { IntegrationCommand } from '../integration-command.ts';
import { STEP_FLAGS } from '../life-flags.ts';
import { deliver } from '../output.ts';

export default class IntegrationStatus extends IntegrationCommand<unknown> {
  static override readonly summary = 'Say where every split, migration and retirement stands.';
  static override readonly description =
    'Reads the declared files alone: they remember the stage and since when. No org is asked, and nothing is changed.';
  static override readonly examples = [
    { description: 'What is under way?', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'For a script:', command: '<%= config.bin %> <%= command.id %> --json' },
  ];
  static override readonly flags = { config: STEP_FLAGS.config, integrations: STEP_FLAGS.integrations };

  async run(): Promise<{ readonly underWay: readonly UnderWay[] }> {
    const { flags } = await this.parse(IntegrationStatus);
    const underWay = status(await loadDeclared({ directory: '.', config: flags.config, folder: flags.integrations }));
    if (!this.jsonEnabled()) await deliver(terminalStatus(underWay, this.style()));
    return { underWay };
  }
}
