import { createHash, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { selfSignedCertificate } from './certificate.ts';

export interface KeyPairOptions {
  /** What the certificate is called: the integration. */
  readonly name: string;
  readonly days: number;
  readonly bits: 2048 | 3072 | 4096;
  /** Encrypts the private key; without it the key leaves in the clear, for a sink that encrypts it itself. */
  readonly passphrase: string | undefined;
  readonly now: Date;
}

export interface NewKeyPair {
  /** PKCS#8 in PEM, encrypted when there is a passphrase. A secret. */
  readonly privateKey: string;
  /** PEM; public. */
  readonly certificate: string;
  /** First sixteen hexadecimal digits of the SHA-256 of the certificate. */
  readonly fingerprint: string;
  /** ISO date. */
  readonly ends: string;
}

const DAY_MS = 86_400_000;
/** Clocks differ: a certificate is valid a little before it is made. */
const EARLIER_MS = 5 * 60_000;
const generate = promisify(generateKeyPair);

/** A key for RS256, the one signature that Salesforce takes (facts 6.2), and the certificate that goes to the org. */
export async function makeKeyPair({ name, days, bits, passphrase, now }: KeyPairOptions): Promise<NewKeyPair> {
  const { privateKey, publicKey } = await generate('rsa', { modulusLength: bits });
  const to = new Date(now.getTime() + days * DAY_MS);
  const from = new Date(now.getTime() - EARLIER_MS);
  const certificate = selfSignedCertificate(privateKey, publicKey, { commonName: name, from, to });
  return {
    privateKey: exported(privateKey, passphrase),
    certificate,
    fingerprint: fingerprintOf(certificate),
    ends: to.toISOString().slice(0, 10),
  };
}

/** PBES2 with AES-256: what OpenSSL, Java and Node read. */
function exported(key: KeyObject, passphrase: string | undefined): string {
  const plain = { type: 'pkcs8', format: 'pem' } as const;
  return (
    passphrase === undefined ? key.export(plain) : key.export({ ...plain, cipher: 'aes-256-cbc', passphrase })
  ).toString();
}

function fingerprintOf(pem: string): string {
  const body = pem.replaceAll(/-----[A-Z ]+-----|\s/g, '');
  return createHash('sha256').update(Buffer.from(body, 'base64')).digest('hex').slice(0, 16);
}
