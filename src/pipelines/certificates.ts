import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { AppCertificate } from '../model/change.ts';
import type { Declaration } from '../model/declaration.ts';
import { Problem } from '../model/problem.ts';
import { certificateKey } from '../plan/desire.ts';

/**
 * The certificates that declarations name, by integration and path.
 *
 * @throws Problem `no-certificate-there`, `private-key-in-source` with the place of the reference
 */
export async function readCertificates(
  declarations: readonly Declaration[],
): Promise<ReadonlyMap<string, AppCertificate>> {
  const found = new Map<string, AppCertificate>();
  for (const { name, login, environments, file, places } of declarations) {
    const named: readonly (readonly [string, string | undefined])[] = [
      ['login.certificate', login?.certificate],
      ...Object.entries(environments).map(
        ([environment, difference]) => [`environments.${environment}.certificate`, difference.certificate] as const,
      ),
    ];
    for (const [place, path] of named) {
      if (path === undefined) continue;
      const where = `${file}:${places.get(place)?.line ?? 1}`;
      found.set(certificateKey(name, path), await readCertificate(resolve(dirname(file), path), path, where));
    }
  }
  return found;
}

async function readCertificate(file: string, path: string, where: string): Promise<AppCertificate> {
  const refused = (why: string, cause?: unknown): Problem =>
    new Problem({
      kind: 'configuration',
      code: 'no-certificate-there',
      message: `${where}: ${path} ${why}.`,
      actions: [
        'Write the path of a certificate in PEM, relative to this file.',
        'Make one: leastwise login keys <integration>',
      ],
      cause,
    });
  const pem = await readFile(file, 'utf8').catch((error: unknown) => {
    throw refused('cannot be read', error);
  });
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) throw privateKeyInSource(where, path);
  return certificateOf(pem, refused);
}

function certificateOf(pem: string, refused: (why: string, cause?: unknown) => Problem): AppCertificate {
  try {
    const read = new X509Certificate(pem);
    const fingerprint = read.fingerprint256.replaceAll(':', '').slice(0, 16).toLowerCase();
    return { fingerprint, ends: new Date(read.validTo).toISOString().slice(0, 10), pem: read.toString() };
  } catch (error) {
    throw refused('is not a certificate in PEM', error);
  }
}

function privateKeyInSource(where: string, path: string): Problem {
  return new Problem({
    kind: 'configuration',
    code: 'private-key-in-source',
    message: `${where}: ${path} holds a private key.`,
    actions: ['Take it out of the project, and treat it as stolen: make a new pair with leastwise login keys.'],
  });
}
