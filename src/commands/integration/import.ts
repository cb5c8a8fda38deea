import { Args, Flags } from '@oclif/core';
import { importIntegration } from '../../pipelines/import.ts';
import { findDeclared } from '../../pipelines/load-declared.ts';
import { terminalImported } from '../../report/terminal-imported.ts';
import { IntegrationCommand, SOURCE_FLAGS } from '../integration-command.ts';
import { deliver } from '../output.ts';

export default class IntegrationImport extends IntegrationCommand<unknown> {
  static override readonly summary = 'Write the file of an integration from what exists.';
  static override readonly description = [
    'Finds the integration behind a name (its own, or that of its user, permission set or app) and writes',
    'integrations/<name>.yml so that the plan after it is empty. What departs from the design stands under keeps: and',
    'without:, to be taken out line by line. Nothing else is changed, and an existing file is never overwritten.',
  ].join('\n');
  static override readonly examples = [
    { description: 'From an org:', command: '<%= config.bin %> <%= command.id %> hr-sync --target-org prod' },
    {
      description: 'By its permission set, under another name:',
      command: '<%= config.bin %> <%= command.id %> set:ERP_Orders --name erp --owner erp-team@example.com',
    },
  ];
  static override readonly args = {
    what: Args.string({ description: 'Integration, user, permission set or app.', required: true }),
  };
  static override readonly flags = {
    ...SOURCE_FLAGS,
    name: Flags.string({ summary: 'Name of the integration; default: the one it was found by.', helpValue: '<name>' }),
    owner: Flags.string({ summary: 'Who answers for it.', helpValue: '<address>' }),
    purpose: Flags.string({ summary: 'What it is for, in one sentence.', helpValue: '<text>' }),
    integrations: Flags.directory({
      summary: 'Folder of the declared files; default: integrations, beside leastwise.yml.',
      helpValue: '<folder>',
    }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationImport);
    const { design, folder, root } = await findDeclared({
      directory: '.',
      config: flags.config,
      folder: flags.integrations,
    });
    const imported = await importIntegration({
      ...(await this.sourceOptions(flags)),
      design,
      folder,
      root,
      what: args.what,
      name: flags.name,
      owner: flags.owner,
      purpose: flags.purpose,
    });
    this.endProgress();
    if (!this.jsonEnabled()) await deliver(terminalImported(imported, this.style()));
    return {
      file: imported.file,
      name: imported.declaration.name,
      keeps: imported.declaration.keeps,
      left: imported.left,
    };
  }
}
