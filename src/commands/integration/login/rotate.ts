import { Flags } from '@oclif/core';
import type { RotationStep } from '../../../model/rotation.ts';
import { loginRotate } from '../../../pipelines/login-rotate.ts';
import { openSession } from '../../../pipelines/open-session.ts';
import { terminalRotation } from '../../../report/terminal-rotation.ts';
import { newPassphrase } from '../../ask-secret.ts';
import { IntegrationCommand } from '../../integration-command.ts';
import { declaredHere, FORMAT_FLAG, INTEGRATION_ARG, SINK_FLAGS, SUBJECT_FLAGS, sinkOf } from '../../login-flags.ts';
import { deliver } from '../../output.ts';

const STEPS: readonly RotationStep[] = ['promote', 'revoke', 'abort'];

export default class IntegrationLoginRotate extends IntegrationCommand<unknown> {
  static override readonly summary = 'Change what an integration logs in with, without an outage.';
  static override readonly description = [
    'One step a run, however long the owner takes between them. Without a step: makes new credentials, hands them over and',
    'proves that they log in; or tells where a rotation stands. --promote puts them in place of the old, --revoke ends the old',
    'ones when they are silent, --abort gives up what was staged. With a secret, both pairs work for thirty days. With a',
    'certificate they do not: an app holds one, so the application must have the new key before it is promoted.',
  ].join('\n');
  static override readonly examples = [
    {
      description: 'Begin:',
      command: '<%= config.bin %> <%= command.id %> erp-orders --target-org prod --file ~/.config/erp-orders.next.env',
    },
    {
      description: 'The application has them:',
      command: '<%= config.bin %> <%= command.id %> erp-orders -o prod --promote',
    },
    {
      description: 'Nothing uses the old ones any more:',
      command: '<%= config.bin %> <%= command.id %> erp-orders -o prod --revoke --client-switched',
    },
  ];
  static override readonly args = INTEGRATION_ARG;
  static override readonly flags = {
    ...SUBJECT_FLAGS,
    ...SINK_FLAGS,
    ...FORMAT_FLAG,
    promote: Flags.boolean({
      summary: 'Put the new credentials in place of the old ones.',
      exclusive: ['revoke', 'abort'],
    }),
    revoke: Flags.boolean({
      summary: 'End the old credentials, when they are silent.',
      exclusive: ['promote', 'abort'],
    }),
    abort: Flags.boolean({ summary: 'Give up what was staged.', exclusive: ['promote', 'revoke'] }),
    'client-switched': Flags.boolean({
      summary: 'The owner says that the application uses the new credentials everywhere.',
      dependsOn: ['revoke'],
    }),
    'silent-days': Flags.integer({
      summary: 'Days without a call that count as silence.',
      default: 7,
      min: 1,
      max: 29,
    }),
    days: Flags.integer({ summary: 'How long a new certificate is valid.', default: 365, min: 1, max: 1825 }),
    plain: Flags.boolean({
      summary: 'Give the command a new private key without a passphrase: it encrypts it itself.',
      dependsOn: ['sink-command'],
    }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationLoginRotate);
    const declared = await declaredHere(flags);
    const { integration } = args;
    const hasSink = flags.file !== undefined || flags['sink-command'] !== undefined;
    const flow = declared.declarations.find(({ name }) => name === integration)?.login?.flow;
    const passphrase = hasSink && flow === 'jwt-bearer' && !flags.plain ? await newPassphrase() : undefined;
    const session = await openSession(flags['target-org']);
    const state = await loginRotate(session, {
      declared,
      integration,
      environment: flags.environment,
      step: STEPS.find((step) => flags[step as 'promote' | 'revoke' | 'abort']) ?? 'stage',
      sink: hasSink ? sinkOf(flags) : undefined,
      format: flags.format,
      isSwitched: flags['client-switched'],
      silentDays: flags['silent-days'],
      newKey: { passphrase, days: flags.days, bits: 2048 },
      now: () => new Date(),
    });
    if (!this.jsonEnabled()) await deliver(terminalRotation(state, this.style()));
    return state;
  }
}
