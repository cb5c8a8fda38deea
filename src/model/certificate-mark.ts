/** A certificate as the description of its app tells it: no record of an org does. */
export interface CertificateMark {
  /** First sixteen hexadecimal digits of the SHA-256 of the certificate. */
  readonly fingerprint: string;
  /** Last day (ISO date). */
  readonly ends: string;
}

const MARK = /; certificate ([0-9a-f]{16}) until (\d{4}-\d\d-\d\d)\)\s*$/;

export function certificateMark({ fingerprint, ends }: CertificateMark): string {
  return `; certificate ${fingerprint} until ${ends}`;
}

export function certificateMarkIn(description: string): CertificateMark | undefined {
  const [, fingerprint, ends] = MARK.exec(description) ?? [];
  return fingerprint === undefined || ends === undefined ? undefined : { fingerprint, ends };
}
