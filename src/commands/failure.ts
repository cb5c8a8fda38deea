import { Problem } from '../model/problem.ts';
import { untrustedLine } from '../report/untrusted-text.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';

/** Any error as what a person is told: what happened, what to do now, and how the process ends. */
export interface Failure {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly actions: readonly string[];
  readonly exitCode: number;
  readonly stack: string | undefined;
}

interface ParseFailure {
  readonly message: string;
  readonly stack?: string;
  readonly oclif?: { readonly exit?: number };
  readonly parse?: unknown;
  readonly code?: string;
}

/** A mistake in flags or arguments as oclif reports it; its text ends with a hint that we give ourselves. */
function fromParser(error: ParseFailure): Failure {
  const message = error.message.replace(/\s*See more help with --help\s*$/, '').trim();
  return {
    name: 'UsageError',
    code: 'bad-usage',
    message,
    actions: ['See the flags and examples: add --help.'],
    exitCode: EXIT.usage,
    stack: error.stack,
  };
}

export function failureOf(error: unknown): Failure {
  if (error instanceof Problem) {
    const { code, message, actions, kind, stack } = error;
    return { name: 'Problem', code, message, actions, exitCode: exitCodeOf(kind), stack };
  }
  if (error instanceof Error && ('parse' in error || 'oclif' in error)) return fromParser(error as ParseFailure);
  const known = error instanceof Error ? error : new Error(String(error));
  return {
    name: 'InternalError',
    code: 'internal',
    message: `leastwise failed: ${known.message}`,
    actions: ['Run again with --debug and report what it prints.'],
    exitCode: EXIT.internal,
    stack: known.stack,
  };
}

/** For the terminal. Stack traces are for those who ask. */
export function failureText(failure: Failure, options: { readonly debug: boolean; readonly colour: boolean }): string {
  const paint = (code: string, text: string): string => (options.colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const [first = '', ...others] = failure.message.split('\n').map(untrustedLine);
  const lines = [
    `${paint('1;31', 'Error')} ${first}`,
    ...others.map((line) => `  ${line}`),
    ...failure.actions.map((action) => `  ${paint('2', '→')} ${untrustedLine(action)}`),
    ...(options.debug && failure.stack ? ['', failure.stack] : []),
  ];
  return `${lines.join('\n')}\n`;
}
