import type { CredentialsFormat, Sink } from '../model/credentials.ts';
import type { RotationStep } from '../model/rotation.ts';

export interface RotateOptions {
  /** What is wanted; `stage` also tells where a rotation stands. */
  readonly step: RotationStep;
  /** Where new credentials go; needed only when there are some. */
  readonly sink: Sink | undefined;
  readonly format: CredentialsFormat;
  /** The owner's word that the application uses the new credentials. */
  readonly isSwitched: boolean;
  /** Days without a call by the old credentials that count as silence, where the logs tell. */
  readonly silentDays: number;
  /** For a new private key. */
  readonly newKey: {
    readonly passphrase: string | undefined;
    readonly days: number;
    readonly bits: 2048 | 3072 | 4096;
  };
  readonly now: () => Date;
}
