import { Config, run } from '@oclif/core';
import { Problem } from '../model/problem.ts';
import { EXIT } from './exit-codes.ts';
import { failureOf, failureText } from './failure.ts';
import { wantsColour } from './output.ts';
import { probablyMeant } from './probably-meant.ts';

const TOPIC = 'integration';
/** Asked of the command itself, not of a verb. */
const OF_THE_COMMAND = new Set(['--help', '-h', 'help', '--version', '-V', 'version']);

/** What is typed after `leastwise`, as oclif knows it: verbs live below the topic that they have in the Salesforce CLI. */
function asTyped(argv: readonly string[], verbs: readonly string[]): readonly string[] {
  const [first] = argv;
  if (first === undefined) return ['--help'];
  if (first === 'help') return argv.length > 1 ? [TOPIC, ...argv.slice(1), '--help'] : ['--help'];
  if (first === '-V' || first === 'version') return ['--version'];
  if (OF_THE_COMMAND.has(first)) return argv;
  if (first === TOPIC) return argv;
  if (verbs.includes(first)) return [TOPIC, ...argv];
  throw new Problem({
    kind: 'usage',
    code: 'unknown-command',
    message: `There is no command "${first}".`,
    actions: [
      ...probablyMeant(first, verbs).map((verb) => `Did you mean leastwise ${verb}?`),
      'All commands: leastwise --help',
    ],
  });
}

/** A reader that went away (`| head`) ends the run quietly; Ctrl-C ends it with the code of an interruption. */
function endQuietly(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.clean);
    throw error;
  });
  process.on('SIGINT', () => process.exit(EXIT.interrupted));
}

/** Runs `leastwise …` as typed in a shell. Sets the exit code; never throws for what a person can mend. */
export async function standAlone(argv: readonly string[]): Promise<void> {
  endQuietly();
  try {
    const config = await Config.load({ root: import.meta.dirname });
    const verbs = [...new Set(config.commandIDs.map((id) => id.split(':')[1] ?? ''))].filter((verb) => verb !== '');
    await run([...asTyped(argv, verbs)], config);
  } catch (error) {
    const { code, oclif } = error as { readonly code?: string; readonly oclif?: { readonly exit?: number } };
    if (code === 'EEXIT') {
      process.exitCode ??= oclif?.exit ?? EXIT.clean;
      return;
    }
    const failure = failureOf(error);
    process.exitCode = failure.exitCode;
    const debug = argv.includes('--debug');
    process.stderr.write(failureText(failure, { debug, colour: wantsColour(process.stderr) }));
  }
}
