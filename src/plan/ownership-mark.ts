import { createHash } from 'node:crypto';
import { type CertificateMark, certificateMark, certificateMarkIn } from '../model/certificate-mark.ts';
import type { GrantList } from '../model/change.ts';
import { keyOf, permissionsOf } from '../model/grant-list.ts';

/**
 * What we made carries a mark at the end of its description: whose it is, and a hash of the grants as we left them. There is
 * no state file: the mark tells ours from theirs, and a change made by hand (grants no longer match the hash) from a changed
 * declaration (they do).
 */
export interface OwnershipMark {
  /** Name of the integration; `shared` for the profile. */
  readonly integration: string;
  /** Eight hexadecimal digits; empty when the mark was written without. */
  readonly grants: string;
  /** Of an app that logs in by JWT: no record of an org tells its certificate, so the mark does. */
  readonly certificate: CertificateMark | undefined;
}

export const SHARED = 'shared';

/** Salesforce keeps 255 characters of a description. */
const LONGEST = 255;
const MARK = / ?\(leastwise:([a-z0-9-]+)(?:#([0-9a-f]{8}))?(?:; certificate [^)]*)?\)\s*$/;

export function hashOfGrants(grants: GrantList): string {
  const text = permissionsOf(grants).map(keyOf).sort().join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** The text with the mark behind it, cut so that both fit. */
export function marked(text: string, integration: string, grants?: GrantList, certificate?: CertificateMark): string {
  const hash = grants ? `#${hashOfGrants(grants)}` : '';
  const signs = certificate ? certificateMark(certificate) : '';
  const mark = `(leastwise:${integration}${hash}${signs})`;
  const plain = withoutMark(text).trim();
  const room = LONGEST - mark.length - 1;
  const cut = plain.length > room ? `${plain.slice(0, room - 1)}…` : plain;
  return cut === '' ? mark : `${cut} ${mark}`;
}

export function markOf(description: string): OwnershipMark | undefined {
  const [, integration, grants = ''] = MARK.exec(description) ?? [];
  return integration === undefined ? undefined : { integration, grants, certificate: certificateMarkIn(description) };
}

export function withoutMark(description: string): string {
  return description.replace(MARK, '');
}
