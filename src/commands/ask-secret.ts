import { Problem } from '../model/problem.ts';
import { isAtTerminal } from './ask.ts';
import { EXIT } from './exit-codes.ts';

const PASSPHRASE = 'LEASTWISE_KEY_PASSPHRASE';
const SHORTEST = 12;

/** The passphrase of a key: from the environment, or asked for without showing it; `undefined` where nobody can be asked. */
export async function passphraseOf(question: string): Promise<string | undefined> {
  const given = process.env[PASSPHRASE];
  if (given !== undefined && given !== '') return given;
  return isAtTerminal() ? askSecret(question) : undefined;
}

/**
 * A passphrase for a new key: long enough, and typed twice.
 *
 * @throws Problem `needs-passphrase`, `weak-passphrase`
 */
export async function newPassphrase(): Promise<string> {
  const first = await passphraseOf(`Passphrase for the new key (at least ${SHORTEST} characters)`);
  if (first === undefined)
    throw new Problem({
      kind: 'usage',
      code: 'needs-passphrase',
      message: 'A private key is only written encrypted, and there is no passphrase.',
      actions: [`Set ${PASSPHRASE}.`, 'Or hand the key to a vault that encrypts it: --sink-command <command> --plain'],
    });
  const isTyped = process.env[PASSPHRASE] !== first;
  const second = isTyped ? await askSecret('The same again') : first;
  if (first.length >= SHORTEST && first === second) return first;
  throw new Problem({
    kind: 'usage',
    code: 'weak-passphrase',
    message: first === second ? `The passphrase has fewer than ${SHORTEST} characters.` : 'The two are not the same.',
    actions: ['Four random words are easy to keep and hard to guess.'],
  });
}

/** Reads a line from the terminal without an echo. */
function askSecret(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(`${question}: `);
  stdin.setRawMode(true);
  stdin.resume();
  return new Promise((resolve) => {
    let typed = '';
    const end = (): void => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.off('data', onData);
      stderr.write('\n');
    };
    const onData = (data: Buffer): void => {
      for (const character of data.toString('utf8')) {
        if (character === '\u0003') {
          end();
          process.exit(EXIT.interrupted);
        }
        if (character === '\r' || character === '\n') {
          end();
          resolve(typed);
          return;
        }
        typed = character === '\u007f' ? typed.slice(0, -1) : typed + character;
      }
    };
    stdin.on('data', onData);
  });
}
