/** Where a fact was read: the file as shown to people (relative to the audited root, forward slashes) and its 1-based line. */
export interface Origin {
  readonly path: string;
  /** 1-based; 0 when the fact belongs to the file as a whole. */
  readonly line: number;
}
