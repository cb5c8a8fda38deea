/** Something in the input that could not be used. The rest goes on; the result is marked partial. */
export interface Diagnostic {
  /** Stable and kebab-case: `malformed-xml`, `wrong-root`, `unreadable-file`, `file-too-large`, `duplicate-name`. */
  readonly code: string;
  readonly level: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly path: string;
  /** 1-based; 0 when it concerns the whole file. */
  readonly line: number;
  /** 1-based; 0 when unknown. */
  readonly column: number;
}
