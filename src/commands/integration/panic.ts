import { Args } from '@oclif/core';
import { findDeclared } from '../../pipelines/load-declared.ts';
import { panic } from '../../pipelines/panic.ts';
import { panicSubject } from '../../pipelines/panic-subject.ts';
import { suspend } from '../../pipelines/suspend.ts';
import { terminalPanicked } from '../../report/terminal-panic.ts';
import { approve } from '../approve.ts';
import { IntegrationCommand } from '../integration-command.ts';
import { STEP_FLAGS } from '../life-flags.ts';
import { deliver } from '../output.ts';

export default class IntegrationPanic extends IntegrationCommand<unknown> {
  static override readonly summary =
    'Lock an integration out, now: freeze, revoke tokens, end sessions, unassign; and keep the evidence.';
  static override readonly description = [
    'Freezes the user first, reading nothing else of the org. Then its tokens are revoked, its sessions ended, its sets',
    'unassigned. What it held, its last log-ins with addresses, tokens (never their value), sessions and what a leaked token',
    'opened go into a bundle that only you may read (.leastwise/evidence). Its file says suspended: since then, and no plan lets',
    'it in again. unpanic undoes it.',
  ].join('\n');
  static override readonly examples = [
    {
      description: 'A declared integration, or its app:',
      command: '<%= config.bin %> <%= command.id %> erp-orders --target-org prod',
    },
    {
      description: 'Any user, unasked:',
      command: '<%= config.bin %> <%= command.id %> etl@acme.com --auto-approve --target-org prod',
    },
  ];
  static override readonly args = {
    what: Args.string({ description: 'Integration, its app, or a username.', required: true }),
  };
  static override readonly flags = {
    'target-org': STEP_FLAGS['target-org'],
    config: STEP_FLAGS.config,
    integrations: STEP_FLAGS.integrations,
    'auto-approve': STEP_FLAGS['auto-approve'],
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationPanic);
    const found = await findDeclared({ directory: '.', config: flags.config, folder: flags.integrations });
    const { username, declared, file } = panicSubject(found, args.what, undefined);
    if (!flags['auto-approve'])
      await approve(`Lock out ${username} on ${flags['target-org']}, now?`, ['Lock it out unasked: --auto-approve']);
    const source = await this.sourceOptions({ ...flags, source: '.' });
    const targetOrg = flags['target-org'];
    const now = (): Date => new Date();
    const panicked = await panic({
      ...source,
      onProgress: undefined,
      targetOrg,
      root: found.root,
      subject: args.what,
      username,
      declared,
      now,
    });
    await suspend(file, source.today);
    if (!this.jsonEnabled()) await deliver(terminalPanicked(panicked, args.what, this.style()));
    return {
      file: panicked.file,
      runs: panicked.evidence.runs,
      users: panicked.evidence.users.map((one) => one.username),
      suspended: file ?? null,
    };
  }
}
