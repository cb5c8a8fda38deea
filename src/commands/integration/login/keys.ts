import { Flags } from '@oclif/core';
import { loginKeys } from '../../../pipelines/login-keys.ts';
import { terminalMadeKeys } from '../../../report/terminal-login.ts';
import { newPassphrase } from '../../ask-secret.ts';
import { IntegrationCommand, SOURCE_FLAGS } from '../../integration-command.ts';
import { declaredHere, INTEGRATION_ARG, SINK_FLAGS, sinkOf } from '../../login-flags.ts';
import { deliver } from '../../output.ts';
import { PLAN_FLAGS } from '../../plan-flags.ts';

const BITS = ['2048', '3072', '4096'] as const;

export default class IntegrationLoginKeys extends IntegrationCommand<unknown> {
  static override readonly summary = 'Make the key and the certificate that an integration logs in with by JWT.';
  static override readonly description = [
    'Both are made on this machine. The private key goes encrypted to a file that only you can read, or to a command of yours;',
    'it is never printed, and never written where git would commit it. The certificate is public: it goes into the project,',
    'its path into the declaration, and the next plan deploys it. No org is asked.',
  ].join('\n');
  static override readonly examples = [
    {
      description: 'To a file outside of the project:',
      command: '<%= config.bin %> <%= command.id %> warehouse --file ~/.config/warehouse.key',
    },
    {
      description: 'To a vault:',
      command: "<%= config.bin %> <%= command.id %> warehouse --sink-command 'vault kv put secret/warehouse key=-'",
    },
  ];
  static override readonly args = INTEGRATION_ARG;
  static override readonly flags = {
    config: SOURCE_FLAGS.config,
    integrations: PLAN_FLAGS.integrations,
    ...SINK_FLAGS,
    certificate: Flags.string({
      summary: 'Where the certificate goes; default: certificates/<name>.crt beside the declarations.',
      helpValue: '<file>',
    }),
    days: Flags.integer({ summary: 'How long the certificate is valid.', default: 365, min: 1, max: 1825 }),
    bits: Flags.option({ summary: 'Length of the key.', options: BITS, default: '2048' as const })(),
    plain: Flags.boolean({
      summary: 'Give the command the key without a passphrase: it encrypts it itself.',
      dependsOn: ['sink-command'],
    }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationLoginKeys);
    const declared = await declaredHere(flags);
    const made = await loginKeys({
      declared,
      integration: args.integration,
      sink: sinkOf(flags),
      passphrase: flags.plain ? undefined : await newPassphrase(),
      certificate: flags.certificate,
      days: flags.days,
      bits: Number(flags.bits) as 2048 | 3072 | 4096,
      now: new Date(),
    });
    if (!this.jsonEnabled()) await deliver(terminalMadeKeys(made, sinkOf(flags), this.style()));
    return made;
  }
}
