import { type Command, CommandHelp, Help, type Interfaces } from '@oclif/core';
import { STAND_ALONE } from './bin-name.ts';
import { EXIT_CODE_TEXTS } from './exit-codes.ts';

/** In the Salesforce CLI a verb is `sf integration audit`; alone it is `leastwise audit`. */
function asStandAlone(text: string): string {
  return text
    .replaceAll(`${STAND_ALONE} integration `, `${STAND_ALONE} `)
    .replaceAll(/^(\s*)integration (?=[a-z])/gm, '$1');
}

class StandAloneCommandHelp extends CommandHelp {
  override generate(): string {
    return asStandAlone(super.generate());
  }
}

const HEAD = `Least-privilege Salesforce integrations, as code.

Reads a tree of Salesforce metadata: which external applications are in it, what each may do, what is wrong, how to mend it.`;

const FIRST_STEPS = [
  ['leastwise audit', 'judge the project in this folder'],
  ['leastwise audit force-app --html report.html', 'and leave a page to open'],
  ['leastwise explain hr-sync ManageUsers', 'why it can do that'],
] as const;

/** Help of the stand-alone command. The Salesforce CLI has its own. */
export default class StandAloneHelp extends Help {
  protected override CommandHelpClass = StandAloneCommandHelp;

  protected override async showRootHelp(): Promise<void> {
    const commands = this.config.commands.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    this.log(HEAD);
    this.log('');
    this.log(this.section('USAGE', `${STAND_ALONE} <command> [flags]`));
    this.log('');
    this.log(this.section('COMMANDS', this.commandLines(commands)));
    this.log('');
    this.log(
      this.section(
        'EXAMPLES',
        this.renderList(
          FIRST_STEPS.map(([command, what]) => [command, what]),
          { indentation: 2, spacer: '\n' },
        ),
      ),
    );
    this.log('');
    const codes = EXIT_CODE_TEXTS.map(([code, meaning]): [string, string] => [String(code), meaning]);
    this.log(this.section('EXIT CODES', this.renderList(codes, { indentation: 2, spacer: '\n' })));
    this.log('');
    this.log(`Flags and examples of a command: ${STAND_ALONE} <command> --help`);
  }

  protected override async showTopicHelp(topic: Interfaces.Topic): Promise<void> {
    if (topic.name === 'integration') return this.showRootHelp();
    return super.showTopicHelp({ ...topic, description: topic.description ?? '' });
  }

  private commandLines(commands: readonly Command.Loadable[]): string {
    const rows = commands.map((command): [string, string] => [
      command.id.split(':').slice(1).join(' '),
      command.summary ?? '',
    ]);
    return this.renderList(rows, { indentation: 2, spacer: '\n' });
  }
}
