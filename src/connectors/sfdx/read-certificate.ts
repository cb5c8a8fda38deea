import { X509Certificate } from 'node:crypto';

/** Last day (ISO date) of a certificate that an app carries, in PEM or as bare base64; `undefined` for placeholders. */
export function certificateEnd(text: string): string | undefined {
  if (text === '') return undefined;
  try {
    const pem = text.includes('-----BEGIN CERTIFICATE-----');
    const { validTo } = new X509Certificate(pem ? text : Buffer.from(text, 'base64'));
    return new Date(validTo).toISOString().slice(0, 10);
  } catch {
    // Not a certificate that can be read: there is no end to tell.
    return undefined;
  }
}
