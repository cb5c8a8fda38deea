import { Args } from '@oclif/core';
import type { Expansion } from '../../model/expansion.ts';
import { findDeclared } from '../../pipelines/load-declared.ts';
import { split } from '../../pipelines/split.ts';
import { terminalExpanded } from '../../report/terminal-expanded.ts';
import { IntegrationCommand } from '../integration-command.ts';
import { EXPAND_FLAGS } from '../life-flags.ts';
import { deliver } from '../output.ts';

export default class IntegrationSplit extends IntegrationCommand<unknown> {
  static override readonly summary =
    'Give each application behind a shared user, or each user behind a shared set, its own.';
  static override readonly description = [
    'Finds who shares it (tokens, log-ins, API calls, apps that run as it) and writes a file for each: a user, a permission',
    'set and an app beside the old one; behind a shared set, a set for each user that holds it. Access follows from what is',
    'granted and, where logs say so, is narrowed to what is used. Nothing in the org changes: plan and apply do that, and',
    'contract takes the old one away once it is silent. Where it stands is in the files; see status.',
  ].join('\n');
  static override readonly examples = [
    {
      description: 'One user behind several applications:',
      command: '<%= config.bin %> <%= command.id %> user:integration@acme.com --owner it@acme.com --target-org prod',
    },
    {
      description: 'One permission set behind several users:',
      command: '<%= config.bin %> <%= command.id %> set:Integration_Access --owner it@acme.com --target-org prod',
    },
  ];
  static override readonly args = {
    what: Args.string({ description: 'Integration, user, app or permission set.', required: true }),
  };
  static override readonly flags = EXPAND_FLAGS;

  async run(): Promise<{ readonly written: readonly Expansion[] }> {
    const { args, flags } = await this.parse(IntegrationSplit);
    const found = await findDeclared({ directory: '.', config: flags.config, folder: flags.integrations });
    const source = await this.sourceOptions({ ...flags, source: '.' });
    const { owner, flow } = flags;
    const written = await split({ ...source, found, what: args.what, owner, flow });
    this.endProgress();
    if (!this.jsonEnabled()) await deliver(terminalExpanded(written, flags['target-org'], this.style()));
    return { written };
  }
}
