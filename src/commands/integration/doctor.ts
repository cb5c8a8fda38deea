import { Flags } from '@oclif/core';
import type { Checkup } from '../../model/checkup.ts';
import { doctor } from '../../pipelines/doctor.ts';
import { jsonCheckup } from '../../report/json-answers.ts';
import { terminalCheckup } from '../../report/terminal-checkup.ts';
import { EXIT } from '../exit-codes.ts';
import { IntegrationCommand, SOURCE_FLAGS } from '../integration-command.ts';
import { deliver } from '../output.ts';

/** Something is wrong that has to be mended; or nothing is, and still not everything can be judged. */
function exitOf({ project, org }: Checkup, failOnInconclusive: boolean): number {
  if (org?.checks.some(({ state }) => state === 'bad')) return EXIT.org;
  if (project.some(({ state }) => state === 'bad')) return EXIT.usage;
  return failOnInconclusive && org && org.blind.length > 0 ? EXIT.inconclusive : EXIT.clean;
}

export default class IntegrationDoctor extends IntegrationCommand<unknown> {
  static override readonly summary = 'Say what an audit could not see, and which permission would show it.';
  static override readonly description = [
    'Looks at the project: its settings, metadata and declarations. With --target-org also at the org, with about ten requests and',
    'without reading what it holds: what its user may see, which rules go blind and which permission opens each, how many API',
    'requests are left, which API version is asked, and whether the clocks agree.',
    '',
    'Exit codes: 0 fit, 3 rules are blind (asked for with --fail-on-inconclusive), 4 something in the project is wrong,',
    '5 org or authentication.',
  ].join('\n');
  static override readonly examples = [
    { description: 'The project in this folder:', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Before an audit, with the user that will read:',
      command: '<%= config.bin %> <%= command.id %> --target-org prod',
    },
  ];
  static override readonly flags = {
    'target-org': SOURCE_FLAGS['target-org'],
    source: SOURCE_FLAGS.source,
    config: SOURCE_FLAGS.config,
    'fail-on-inconclusive': Flags.boolean({ summary: 'Exit code 3 when a rule cannot judge.' }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(IntegrationDoctor);
    const { settings, targetOrg } = await this.sourceOptions(flags);
    const checkup = await doctor({
      targetOrg,
      directory: flags.source,
      config: flags.config,
      settings,
      now: new Date(),
    });
    process.exitCode = exitOf(checkup, flags['fail-on-inconclusive']);
    if (!this.jsonEnabled()) await deliver(terminalCheckup(checkup, this.style()));
    return jsonCheckup(checkup);
  }
}
