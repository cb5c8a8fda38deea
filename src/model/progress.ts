/** How far reading a source has come. */
export type ReadProgress = FileReadProgress | OrgReadProgress;

export interface FileReadProgress {
  readonly kind: 'files';
  readonly files: number;
  readonly ofFiles: number;
  readonly bytes: number;
  readonly ofBytes: number;
}

export interface OrgReadProgress {
  readonly kind: 'org';
  readonly label: string;
  /** What is being read, in words: `permissions`. */
  readonly stage: string;
  readonly calls: number;
  /** About how many it will be; 0 while that is not known. */
  readonly ofCalls: number;
  readonly rows: number;
}
