import type { Severity } from '../model/finding.ts';
import type { Confidence } from '../model/integration.ts';

/** What a rule says of grants that it fails. */
export interface GrantText {
  readonly message: string;
  readonly details: readonly string[];
  readonly fix?: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
}
