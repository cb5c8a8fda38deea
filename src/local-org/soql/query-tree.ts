/** A query after parsing: names as they were written, conditions as a tree. */
export interface QueryTree {
  readonly text: string;
  readonly from: string;
  readonly alias: string | undefined;
  readonly select: readonly SelectItem[];
  readonly where: Condition | undefined;
  readonly groupBy: Grouping | undefined;
  readonly having: Condition | undefined;
  readonly orderBy: readonly Ordering[];
  readonly limit: number | undefined;
  readonly offset: number | undefined;
  readonly scope: string | undefined;
  /** `ALL ROWS` stands at the end. */
  readonly allRows: boolean;
}

export type SelectItem =
  | { readonly kind: 'path'; readonly path: string; readonly alias: string | undefined }
  | { readonly kind: 'function'; readonly call: FunctionCall; readonly alias: string | undefined }
  | { readonly kind: 'children'; readonly relationship: string; readonly query: QueryTree }
  | { readonly kind: 'typeof'; readonly path: string; readonly branches: readonly TypeBranch[] };

export interface TypeBranch {
  /** `undefined`: the ELSE branch. */
  readonly object: string | undefined;
  readonly fields: readonly string[];
}

export interface FunctionCall {
  /** In capitals: `COUNT`, `CALENDAR_YEAR`. */
  readonly name: string;
  readonly arguments: readonly (string | FunctionCall)[];
  /** As it was written. */
  readonly text: string;
}

export type Operand = { readonly path: string } | { readonly call: FunctionCall };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

export interface Literal {
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'date' | 'datetime' | 'date-literal';
  /** Without quotes, escapes resolved; `LAST_N_DAYS:3` of a date literal. */
  readonly value: string;
  /** What LIKE compares with, of texts: backslashes escape, `%` and `_` are wildcards unless escaped. */
  readonly pattern?: string;
}

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | {
      readonly kind: 'test';
      readonly operand: Operand;
      readonly operator: Operator;
      readonly values: readonly Literal[];
    }
  | { readonly kind: 'semi-join'; readonly operand: Operand; readonly operator: Operator; readonly query: QueryTree };

export interface Grouping {
  readonly kind: 'plain' | 'rollup' | 'cube';
  readonly by: readonly Operand[];
}

export interface Ordering {
  readonly by: Operand;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}
