import { Args } from '@oclif/core';
import { findDeclared } from '../../pipelines/load-declared.ts';
import { panicSubject } from '../../pipelines/panic-subject.ts';
import { suspend } from '../../pipelines/suspend.ts';
import { unpanic } from '../../pipelines/unpanic.ts';
import { terminalUnpanicked } from '../../report/terminal-panic.ts';
import { approve } from '../approve.ts';
import { IntegrationCommand } from '../integration-command.ts';
import { STEP_FLAGS } from '../life-flags.ts';
import { deliver } from '../output.ts';

export default class IntegrationUnpanic extends IntegrationCommand<unknown> {
  static override readonly summary = 'Let in again what panic locked out.';
  static override readonly description = [
    'From the bundle and the journal of the panic: sets are assigned again, the user is unfrozen, suspended: goes from its file.',
    'What somebody changed since stays as it is, and is named. Tokens and sessions cannot be given back: the application has to',
    'log in anew, best with new credentials.',
  ].join('\n');
  static override readonly examples = [
    { description: 'The danger is over:', command: '<%= config.bin %> <%= command.id %> erp-orders --target-org prod' },
    {
      description: 'Unasked:',
      command: '<%= config.bin %> <%= command.id %> etl@acme.com --auto-approve --target-org prod',
    },
  ];
  static override readonly args = {
    what: Args.string({ description: 'What panic was given.', required: true }),
  };
  static override readonly flags = {
    'target-org': STEP_FLAGS['target-org'],
    config: STEP_FLAGS.config,
    integrations: STEP_FLAGS.integrations,
    'auto-approve': STEP_FLAGS['auto-approve'],
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationUnpanic);
    const found = await findDeclared({ directory: '.', config: flags.config, folder: flags.integrations });
    const { file } = panicSubject(found, args.what, undefined);
    if (!flags['auto-approve'])
      await approve(`Let ${args.what} in again on ${flags['target-org']}?`, ['Let it in unasked: --auto-approve']);
    const source = await this.sourceOptions({ ...flags, source: '.' });
    const targetOrg = flags['target-org'];
    const done = await unpanic({
      ...source,
      onProgress: undefined,
      targetOrg,
      root: found.root,
      subject: args.what,
      now: () => new Date(),
    });
    await suspend(file, undefined);
    if (!this.jsonEnabled()) await deliver(terminalUnpanicked(done, this.style()));
    return done;
  }
}
