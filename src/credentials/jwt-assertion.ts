import { createPrivateKey, createSign, type KeyObject } from 'node:crypto';
import { Problem } from '../model/problem.ts';

export interface Assertion {
  /** Consumer key. */
  readonly issuer: string;
  /** Username. */
  readonly subject: string;
  /** My Domain address of the org. */
  readonly audience: string;
  readonly now: Date;
}

/** Salesforce takes a few minutes (facts 6.2). */
const MINUTES = 3;

/** What the JWT bearer flow sends: signed with RS256, good for three minutes. */
export function jwtAssertion({ issuer, subject, audience, now }: Assertion, key: KeyObject): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const claims = { iss: issuer, sub: subject, aud: audience, exp: seconds + MINUTES * 60 };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS256' })}.${part(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`;
}

/**
 * A private key from its PEM.
 *
 * @param from how the key is called in messages
 * @throws Problem `cannot-open-key`
 */
export function openPrivateKey(pem: string, passphrase: string | undefined, from: string): KeyObject {
  try {
    const key = createPrivateKey(passphrase === undefined ? pem : { key: pem, passphrase });
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch (error) {
    const isEncrypted = /ENCRYPTED/.test(pem);
    throw new Problem({
      kind: 'usage',
      code: 'cannot-open-key',
      message: `${from} cannot be opened: ${isEncrypted ? 'the passphrase is missing or wrong' : 'it is not a private key in PEM'}.`,
      actions: isEncrypted
        ? ['Set LEASTWISE_KEY_PASSPHRASE, or run it at a terminal, where it is asked for.']
        : ['Make a pair: leastwise login keys <integration>.'],
      cause: error,
    });
  }
  throw new Problem({
    kind: 'usage',
    code: 'cannot-open-key',
    message: `${from} is not an RSA key, and Salesforce takes RS256 only.`,
    actions: ['Make a pair: leastwise login keys <integration>.'],
  });
}
