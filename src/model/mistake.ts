import { Problem } from './problem.ts';

/** Something in a file that people write which cannot be: where, what, and what to write instead. */
export interface Mistake {
  /** As shown to people. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** What is wrong: `unknown key "onwer"`. */
  readonly message: string;
  /** What to write instead, as a sentence; empty when the message says it all. */
  readonly instead: string;
}

export function byPlace(a: Mistake, b: Mistake): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

/** As compilers say it, so that editors and terminals make a link of it: `leastwise.yml:2:1: unknown key "onwer"`. */
export function mistakeText({ path, line, column, message }: Mistake): string {
  return `${path}:${line}:${column}: ${message}`;
}

/** Whoever wrote many mistakes mends the first ones and runs again. */
const SHOWN = 20;

/** All mistakes as one failure: a single one brings its advice as the action, several bring each their own. */
export function mistakesProblem(code: string, mistakes: readonly Mistake[]): Problem {
  const [first] = mistakes;
  if (first !== undefined && mistakes.length === 1) {
    const actions = first.instead === '' ? [] : [first.instead];
    return new Problem({ kind: 'configuration', code, message: mistakeText(first), actions });
  }
  const lines = mistakes.slice(0, SHOWN).map((one) => [mistakeText(one), one.instead].filter(Boolean).join(' → '));
  const more = mistakes.length > SHOWN ? [`… and ${mistakes.length - SHOWN} more`] : [];
  return new Problem({ kind: 'configuration', code, message: [...lines, ...more].join('\n') });
}
