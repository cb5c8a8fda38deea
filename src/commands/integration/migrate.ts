import { Args, Flags } from '@oclif/core';
import type { Expansion } from '../../model/expansion.ts';
import { findDeclared } from '../../pipelines/load-declared.ts';
import { migrate } from '../../pipelines/migrate.ts';
import { terminalExpanded } from '../../report/terminal-expanded.ts';
import { IntegrationCommand } from '../integration-command.ts';
import { EXPAND_FLAGS } from '../life-flags.ts';
import { deliver } from '../output.ts';

export default class IntegrationMigrate extends IntegrationCommand<unknown> {
  static override readonly summary = 'Move an integration to a user, set and app of its own, beside what it uses now.';
  static override readonly description = [
    'Off an admin profile, off a profile of its own, off SOAP login() and off the account of a person: writes the file of what',
    'will work beside the old one; a file that import wrote is turned into that, with the access its owner wrote and its',
    'comments. Access follows from what is granted and, where logs say so, is narrowed to what is used; of an administrator',
    'only what is used is taken over. A person keeps the account: contract then revokes only the tokens of the application.',
  ].join('\n');
  static override readonly examples = [
    {
      description: 'Off an admin profile, or a profile of its own:',
      command: '<%= config.bin %> <%= command.id %> erp --owner erp-team@acme.com --target-org prod',
    },
    {
      description: 'Off the account of a person:',
      command:
        '<%= config.bin %> <%= command.id %> user:jane@acme.com --application "Nightly Loader" --owner bi@acme.com --target-org prod',
    },
    {
      description: 'Off SOAP login(), to the JWT bearer flow:',
      command:
        '<%= config.bin %> <%= command.id %> billing --flow jwt-bearer --owner billing@acme.com --target-org prod',
    },
  ];
  static override readonly args = {
    what: Args.string({ description: 'Integration, user, app or permission set.', required: true }),
  };
  static override readonly flags = {
    ...EXPAND_FLAGS,
    name: Flags.string({ summary: 'Name of the integration; default: the one it was found by.', helpValue: '<name>' }),
    application: Flags.string({ summary: 'Which of several applications behind the account.', helpValue: '<name>' }),
  };

  async run(): Promise<{ readonly written: readonly Expansion[] }> {
    const { args, flags } = await this.parse(IntegrationMigrate);
    const found = await findDeclared({ directory: '.', config: flags.config, folder: flags.integrations });
    const source = await this.sourceOptions({ ...flags, source: '.' });
    const { owner, flow, name, application } = flags;
    const written = await migrate({ ...source, found, what: args.what, owner, flow, name, application });
    this.endProgress();
    if (!this.jsonEnabled()) await deliver(terminalExpanded(written, flags['target-org'], this.style()));
    return { written };
  }
}
