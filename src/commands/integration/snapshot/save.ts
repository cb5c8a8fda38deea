import { Args, Flags } from '@oclif/core';
import { saveSnapshot } from '../../../pipelines/save-snapshot.ts';
import { jsonSavedSnapshot } from '../../../report/json-answers.ts';
import { terminalSavedSnapshot } from '../../../report/terminal-saved-snapshot.ts';
import { IntegrationCommand, SOURCE_FLAGS } from '../../integration-command.ts';
import { deliver } from '../../output.ts';

export default class IntegrationSnapshotSave extends IntegrationCommand<unknown> {
  static override readonly summary = 'Keep what an org or a tree holds in a file, to ask it again without them.';
  static override readonly description = [
    'Reads everything that any question needs and keeps it in one compressed file, which only its owner may read. The file',
    'can be named wherever a tree can: audit, list, explain, who-can, compare, plan. It holds no secret: none is ever read.',
    '',
    'With --pseudonyms, names that people of the org chose are replaced, each by one that says nothing: of people, sets, profiles,',
    'groups, apps, classes, custom objects and fields. Descriptions are withheld. The key is thrown away. What stays: names that',
    'Salesforce and packages ship, record ids, addresses of clients, dates and numbers.',
  ].join('\n');
  static override readonly examples = [
    {
      description: 'An org, to be audited later or elsewhere:',
      command: '<%= config.bin %> <%= command.id %> prod.snapshot.json.gz --target-org prod',
    },
    {
      description: 'To be shown to somebody outside:',
      command: '<%= config.bin %> <%= command.id %> shared.snapshot.json.gz --target-org prod --pseudonyms',
    },
  ];
  static override readonly args = {
    file: Args.string({ description: 'The file to write: prod.snapshot.json.gz.', required: true }),
  };
  static override readonly flags = {
    ...SOURCE_FLAGS,
    since: Flags.file({
      summary: 'An earlier snapshot of the same org: tables of grants that have not moved since are taken from it.',
      helpValue: '<file>',
      dependsOn: ['target-org'],
    }),
    pseudonyms: Flags.boolean({ summary: 'Replace names that people of the org chose.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationSnapshotSave);
    const saved = await saveSnapshot({
      ...(await this.sourceOptions(flags)),
      file: args.file,
      since: flags.since,
      pseudonyms: flags.pseudonyms,
      version: this.config.pjson.version,
      now: new Date(),
    });
    this.endProgress();
    if (!this.jsonEnabled()) await deliver(terminalSavedSnapshot(args.file, saved, this.style()));
    return jsonSavedSnapshot(args.file, saved);
  }
}
