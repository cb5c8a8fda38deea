import { Flags } from '@oclif/core';
import { openSession } from '../../pipelines/open-session.ts';
import { trace } from '../../pipelines/trace.ts';
import { terminalTrace, traceLine } from '../../report/terminal-trace.ts';
import { minutesIn } from '../duration.ts';
import { IntegrationCommand } from '../integration-command.ts';
import { declaredHere, INTEGRATION_ARG, SUBJECT_FLAGS } from '../login-flags.ts';
import { deliver } from '../output.ts';
import { untilSignalled } from '../until-signalled.ts';

export default class IntegrationTrace extends IntegrationCommand<unknown> {
  static override readonly summary =
    'Find out what goes wrong for one integration: trace its user, read its debug logs, sum them up.';
  static override readonly description = [
    'Sets a trace flag on the one user of the integration, reads its debug logs as they come, and takes the flag away at the end,',
    'at Ctrl-C, and after a kill at the next start. Flags of others are never touched: where the user is traced already, those',
    'logs are read. Values of records are left out of the summary; --output-dir keeps the whole logs, for you alone.',
  ].join('\n');
  static override readonly examples = [
    {
      description: 'Half an hour, each log as it comes:',
      command: '<%= config.bin %> <%= command.id %> erp-orders --target-org prod --for 30m --follow',
    },
    {
      description: 'With the levels of a debug level, and the logs kept:',
      command:
        '<%= config.bin %> <%= command.id %> erp-orders -o prod --for 10m --level SFDC_DevConsole --output-dir logs',
    },
  ];
  static override readonly args = INTEGRATION_ARG;
  static override readonly flags = {
    ...SUBJECT_FLAGS,
    for: Flags.string({ summary: 'How long: 30m, 2h; at most 24h.', default: '30m', helpValue: '<time>' }),
    follow: Flags.boolean({ char: 'f', summary: 'Print each log as it comes.' }),
    level: Flags.string({ summary: 'Debug level of the org whose levels are used.', helpValue: '<name>' }),
    'output-dir': Flags.string({ summary: 'Keep the logs in this folder.', helpValue: '<folder>' }),
    verbose: Flags.boolean({ char: 'v', summary: 'Everything, nothing folded.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationTrace);
    const minutes = minutesIn(flags.for);
    const declared = await declaredHere(flags);
    const session = await openSession(flags['target-org']);
    const style = this.style(flags.verbose);
    const isFollowed = flags.follow && !this.jsonEnabled();
    const seen = await untilSignalled((signal) =>
      trace(session, {
        declared,
        integration: args.integration,
        environment: flags.environment,
        minutes,
        level: flags.level,
        outputDir: flags['output-dir'],
        onLog: isFollowed ? (log) => void process.stdout.write(traceLine(log, style)) : undefined,
        signal,
        now: () => new Date(),
      }),
    );
    if (!this.jsonEnabled()) await deliver(terminalTrace(seen, style));
    return seen;
  }
}
