import { Command, Flags, type Interfaces } from '@oclif/core';
import type { AuditSettings } from '../model/settings.ts';
import type { SourceOptions } from '../pipelines/load-source.ts';
import { readAuditSettings } from '../pipelines/read-audit-settings.ts';
import type { Style } from '../report/style.ts';
import { STAND_ALONE } from './bin-name.ts';
import { type Failure, failureOf, failureText } from './failure.ts';
import { withFlagsDir } from './flags-dir.ts';
import { styleOf, wantsColour } from './output.ts';
import { readingProgress } from './progress.ts';

/** A live org in place of files. */
const TARGET_ORG = Flags.string({
  char: 'o',
  summary: 'Ask a live org that the Salesforce CLI knows: alias, username, or "default" for its default org.',
  helpValue: '<alias>',
});

/** Flags of every command that asks something of a source. */
export const SOURCE_FLAGS = {
  'target-org': TARGET_ORG,
  source: Flags.string({
    char: 's',
    summary: 'SFDX project, metadata folder, zip, file or saved snapshot to ask.',
    default: '.',
    helpValue: '<path>',
  }),
  rev: Flags.string({ summary: 'Read the source as it was at a git revision.', helpValue: '<revision>' }),
  config: Flags.file({ summary: 'Settings file; default: the nearest leastwise.yml.', helpValue: '<file>' }),
} as const;

export interface SourceChoice {
  readonly source: string;
  readonly rev?: string | undefined;
  readonly config?: string | undefined;
  readonly 'target-org'?: string | undefined;
}

/**
 * What every command shares: JSON in the shape of the Salesforce CLI, errors that help, exit codes from one place. Kept
 * on oclif alone, because the Salesforce command library costs a second at every start.
 */
export abstract class IntegrationCommand<Result> extends Command {
  static override readonly enableJsonFlag = true;

  static override readonly baseFlags: Interfaces.FlagInput = {
    'flags-dir': Flags.directory({
      summary: 'Folder of files with flag values.',
      helpGroup: 'GLOBAL',
      helpValue: '<folder>',
    }),
    debug: Flags.boolean({ summary: 'Show stack traces.', helpGroup: 'GLOBAL' }),
  };

  protected readonly warnings: string[] = [];

  abstract override run(): Promise<Result>;

  override async init(): Promise<void> {
    await super.init();
    const { flags, baseFlags } = this.ctor as typeof Command;
    if (this.config.bin === STAND_ALONE) this.argv = [...(await withFlagsDir(this.argv, { ...baseFlags, ...flags }))];
  }

  /** How text for standard output looks. */
  protected style(verbose = false): Style {
    return styleOf(process.stdout, verbose);
  }

  /** Where the questions start: settings, today's date, progress on the terminal. */
  protected async sourceOptions(choice: SourceChoice, overrides: Partial<AuditSettings> = {}): Promise<SourceOptions> {
    const settings = await readAuditSettings({ source: choice.source, file: choice.config });
    const progress = readingProgress(process.stderr);
    this.finished.push(progress.done);
    return {
      path: choice.source,
      rev: choice.rev,
      targetOrg: choice['target-org'],
      settings: { ...settings, ...overrides },
      today: new Date().toISOString().slice(0, 10),
      onProgress: this.jsonEnabled() ? undefined : progress.report,
    };
  }

  /** Clears the line of progress before anything else is printed. */
  protected endProgress(): void {
    for (const done of this.finished.splice(0)) done();
  }

  private readonly finished: (() => void)[] = [];

  /** Tells the failure itself, so that it looks the same stand-alone and in the Salesforce CLI. */
  override async catch(error: Error): Promise<void> {
    const { code } = error as { readonly code?: string };
    // oclif ends `--help` and `--version` by throwing; a closed pipe (`| head`) is nobody's mistake.
    if (code === 'EEXIT') throw error;
    if (code === 'EPIPE') return;
    this.endProgress();
    const failure = failureOf(error);
    process.exitCode = failure.exitCode;
    const debug = this.argv.includes('--debug');
    if (this.jsonEnabled()) this.logJson(this.failureJson(failure, debug));
    else process.stderr.write(failureText(failure, { debug, colour: wantsColour(process.stderr) }));
  }

  private failureJson(failure: Failure, debug: boolean): unknown {
    const { stack, ...told } = failure;
    return {
      status: failure.exitCode,
      ...told,
      context: this.ctor.name,
      commandName: this.id,
      warnings: this.warnings,
      ...(debug ? { stack } : {}),
    };
  }

  protected override toSuccessJson(result: unknown): unknown {
    return { status: process.exitCode ?? 0, result, warnings: this.warnings };
  }
}
