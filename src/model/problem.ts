/** Kinds of failure, each with its exit code in `commands/exit-codes.ts`. */
export type ProblemKind = 'usage' | 'configuration' | 'input' | 'org' | 'internal';

export interface ProblemOptions {
  readonly kind: ProblemKind;
  /** Stable and kebab-case: `source-not-found`. */
  readonly code: string;
  /** What went wrong and where, in one sentence. */
  readonly message: string;
  /** What to do now. */
  readonly actions?: readonly string[];
  readonly cause?: unknown;
}

/** The one error the product throws on purpose: shown as message and actions, without a stack trace. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;
  readonly code: string;
  readonly actions: readonly string[];

  constructor(options: ProblemOptions) {
    super(options.message, { cause: options.cause });
    this.kind = options.kind;
    this.code = options.code;
    this.actions = options.actions ?? [];
  }
}
