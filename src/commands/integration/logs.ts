import { Flags } from '@oclif/core';
import { logs } from '../../pipelines/logs.ts';
import { openSession } from '../../pipelines/open-session.ts';
import { terminalLogs } from '../../report/terminal-logs.ts';
import { IntegrationCommand } from '../integration-command.ts';
import { declaredHere, INTEGRATION_ARG, SUBJECT_FLAGS } from '../login-flags.ts';
import { deliver } from '../output.ts';

export default class IntegrationLogs extends IntegrationCommand<unknown> {
  static override readonly summary =
    'Show what an integration did: its API calls by day, errors, addresses, versions, log-ins.';
  static override readonly description = [
    'Reads the logs that every org writes (ApiTotalUsage, LoginHistory) for the one user of the integration. Says which days',
    'there is a log of, and what does not show: without Event Monitoring a log of API calls stays for a day. Nothing is changed.',
  ].join('\n');
  static override readonly examples = [
    { description: 'The last week:', command: '<%= config.bin %> <%= command.id %> erp-orders --target-org prod' },
    { description: 'As data:', command: '<%= config.bin %> <%= command.id %> erp-orders -o prod --days 30 --json' },
  ];
  static override readonly args = INTEGRATION_ARG;
  static override readonly flags = {
    ...SUBJECT_FLAGS,
    days: Flags.integer({ summary: 'How many days to look back.', default: 7, min: 1, max: 180 }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationLogs);
    const declared = await declaredHere(flags);
    const session = await openSession(flags['target-org']);
    const { environment, days } = flags;
    const seen = await logs(session, { declared, integration: args.integration, environment, days, now: new Date() });
    if (!this.jsonEnabled()) await deliver(terminalLogs(seen, this.style()));
    return { ...seen, window: seen.window ?? null };
  }
}
