import { loginCredentials } from '../../../pipelines/login-credentials.ts';
import { openSession } from '../../../pipelines/open-session.ts';
import { terminalHandedOver } from '../../../report/terminal-login.ts';
import { IntegrationCommand } from '../../integration-command.ts';
import { declaredHere, FORMAT_FLAG, INTEGRATION_ARG, SINK_FLAGS, SUBJECT_FLAGS, sinkOf } from '../../login-flags.ts';
import { deliver } from '../../output.ts';

export default class IntegrationLoginCredentials extends IntegrationCommand<unknown> {
  static override readonly summary = 'Hand over what an integration logs in with: consumer key and secret.';
  static override readonly description = [
    'Reads them from the org and passes them on to a file that only you can read, or to a command of yours. They are never',
    'printed and never kept. Where it logs in by JWT, only the consumer key is handed over. The org must allow it: External',
    'Client App Settings, "Allow access to External Client App consumer secrets via REST API".',
  ].join('\n');
  static override readonly examples = [
    {
      description: 'To a file outside of the project:',
      command: '<%= config.bin %> <%= command.id %> erp-orders --target-org prod --file ~/.config/erp-orders.env',
    },
    {
      description: 'To the secrets of a repository:',
      command: "<%= config.bin %> <%= command.id %> erp-orders -o prod --sink-command 'gh secret set -f -'",
    },
  ];
  static override readonly args = INTEGRATION_ARG;
  static override readonly flags = { ...SUBJECT_FLAGS, ...SINK_FLAGS, ...FORMAT_FLAG };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationLoginCredentials);
    const declared = await declaredHere(flags);
    const session = await openSession(flags['target-org']);
    const { integration } = args;
    const { environment, format } = flags;
    const handed = await loginCredentials(session, { declared, integration, environment, format, sink: sinkOf(flags) });
    if (!this.jsonEnabled()) await deliver(terminalHandedOver(handed, sinkOf(flags), this.style()));
    return handed;
  }
}
