import { stat } from 'node:fs/promises';
import type { Declaration } from '../model/declaration.ts';
import { Problem } from '../model/problem.ts';

/** @throws Problem `no-key-needed` */
export function refuseOtherFlow({ name, login, file }: Declaration): void {
  if (login?.flow === 'jwt-bearer') return;
  throw new Problem({
    kind: 'usage',
    code: 'no-key-needed',
    message: `${file} does not say that ${name} logs in by JWT, so no key is of use.`,
    actions: [
      'Write login: { flow: jwt-bearer } into it.',
      'Client credentials are handed over with leastwise login credentials.',
    ],
  });
}

/**
 * A certificate that is declared may be in use: replacing it is a rotation.
 *
 * @throws Problem `certificate-exists`
 */
export async function refuseCertificate({ name, login }: Declaration, file: string): Promise<void> {
  const isThere = await stat(file).then(
    () => true,
    () => false,
  );
  if (login?.certificate === undefined && !isThere) return;
  throw new Problem({
    kind: 'usage',
    code: 'certificate-exists',
    message: `${name} has a certificate already: ${isThere ? file : login?.certificate}.`,
    actions: [`Replace it without an outage: leastwise login rotate ${name}`],
  });
}
