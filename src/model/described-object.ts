/** An object as an org describes it to a user: what that user sees, and may write. */
export interface DescribedObject {
  readonly name: string;
  readonly createable: boolean;
  readonly fields: readonly DescribedField[];
}

export interface DescribedField {
  readonly name: string;
  /** `string`, `reference`, `picklist` …: words of the describe. */
  readonly type: string;
  /** 0 for what has none. */
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly createable: boolean;
  readonly nillable: boolean;
  readonly defaultedOnCreate: boolean;
  readonly unique: boolean;
  readonly isName: boolean;
  /** Active ones. */
  readonly picklist: readonly string[];
  readonly referenceTo: readonly string[];
  /** A detail of that object, whose rights decide about its records. */
  readonly isMasterDetail: boolean;
}
