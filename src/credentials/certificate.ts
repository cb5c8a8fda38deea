import { createSign, type KeyObject, randomBytes } from 'node:crypto';

/** Who a certificate speaks for, and how long. */
export interface CertificateSubject {
  readonly commonName: string;
  readonly from: Date;
  readonly to: Date;
}

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const SEQUENCE = 0x30;
const SET = 0x31;
/** `[0]` and `[3]` of a TBSCertificate. */
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;

/** sha256WithRSAEncryption with its NULL; commonName; basicConstraints; keyUsage. */
const SHA256_WITH_RSA = Buffer.from('06092a864886f70d01010b0500', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const BASIC_CONSTRAINTS = Buffer.from('0603551d13', 'hex');
const KEY_USAGE = Buffer.from('0603551d0f', 'hex');
const TRUE = Buffer.from('0101ff', 'hex');
/** From this year on the longer form of time is needed. */
const LONG_TIME_YEAR = 2050;
const LONGEST_NAME = 64;

/**
 * An X.509 v3 certificate that a key signed for itself: no authority, for signatures only.
 *
 * Source: RFC 5280, section 4.1; DER by X.690.
 */
export function selfSignedCertificate(
  privateKey: KeyObject,
  publicKey: KeyObject,
  { commonName, from, to }: CertificateSubject,
): string {
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, nameBytes(commonName)))));
  const algorithm = der(SEQUENCE, SHA256_WITH_RSA);
  const body = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, serialNumber()),
    algorithm,
    name,
    der(SEQUENCE, time(from), time(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(EXTENSIONS, der(SEQUENCE, noAuthority(), forSignatures())),
  );
  const signature = createSign('RSA-SHA256').update(body).sign(privateKey);
  const certificate = der(SEQUENCE, body, algorithm, der(BIT_STRING, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** Tag, length, content. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 128) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 255);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

/** Twenty bytes at most, positive, and never the same twice. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

function nameBytes(name: string): Buffer {
  return Buffer.from([...name].slice(0, LONGEST_NAME).join(''), 'utf8');
}

function time(date: Date): Buffer {
  const digits = date.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  const isLong = date.getUTCFullYear() >= LONG_TIME_YEAR;
  return der(isLong ? GENERALIZED_TIME : UTC_TIME, Buffer.from(`${isLong ? digits : digits.slice(2)}Z`));
}

function noAuthority(): Buffer {
  return der(SEQUENCE, BASIC_CONSTRAINTS, TRUE, der(OCTET_STRING, der(SEQUENCE)));
}

/** The bit for digital signatures, seven unused ones after it. */
function forSignatures(): Buffer {
  return der(SEQUENCE, KEY_USAGE, TRUE, der(OCTET_STRING, der(BIT_STRING, Buffer.from([7, 0x80]))));
}
