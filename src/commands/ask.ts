import { createInterface } from 'node:readline/promises';
import { Problem } from '../model/problem.ts';
import { EXIT } from './exit-codes.ts';

/** A question to a person. */
export interface Question {
  readonly text: string;
  /** What happens when the answer is empty; without it the question is asked again. */
  readonly whenEmpty?: string;
  /** What is wrong with an answer; `undefined` when it will do. */
  readonly check?: (answer: string) => string | undefined;
}

export interface Person {
  ask(question: Question): Promise<string>;
  end(): void;
}

interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Only a person at a terminal is asked: never a pipe, never a build server, never who wants JSON. */
export function isAtTerminal(environment: NodeJS.ProcessEnv = process.env): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && !environment['CI'];
}

/** Questions go to standard error: standard output is for answers of ours. */
export function personAt({ input, output }: Terminal): Person {
  const lines = createInterface({ input, output, prompt: '> ' });
  // Typed ahead is answered ahead: a line that comes before its question is kept.
  const typed = lines[Symbol.asyncIterator]();
  lines.on('SIGINT', () => process.exit(EXIT.interrupted));
  const next = async (): Promise<string> => {
    lines.prompt();
    const { value, done } = await typed.next();
    if (done === true) throw unanswered();
    return value.trim();
  };
  return {
    ask: async ({ text, whenEmpty, check }) => {
      output.write(whenEmpty === undefined ? `${text}\n` : `${text} (empty: ${whenEmpty})\n`);
      for (;;) {
        const answer = await next();
        const mistake = answer === '' ? (whenEmpty === undefined ? 'That is needed.' : undefined) : check?.(answer);
        if (mistake === undefined) return answer;
        output.write(`${mistake}\n`);
      }
    },
    end: () => lines.close(),
  };
}

function unanswered(): Problem {
  return new Problem({
    kind: 'usage',
    code: 'not-answered',
    message: 'The input ended before everything was answered. Nothing was written.',
    actions: ['Run again, or give the answers as flags: see --help.'],
  });
}
