import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { makeKeyPair } from '../credentials/key-pair.ts';
import { checkSink, handOver } from '../credentials/sink.ts';
import { changeDeclaration } from '../desired/change-declaration.ts';
import { writeWhole } from '../files/write-whole.ts';
import type { Sink } from '../model/credentials.ts';
import type { Declaration } from '../model/declaration.ts';
import { Problem } from '../model/problem.ts';
import type { Declared } from './load-declared.ts';
import { declarationOf } from './login-subject.ts';

export interface KeysOptions {
  readonly declared: Declared;
  readonly integration: string;
  readonly sink: Sink;
  readonly passphrase: string | undefined;
  /** Where the certificate goes; `certificates/<name>.crt` beside the declarations when absent. */
  readonly certificate: string | undefined;
  readonly days: number;
  readonly bits: 2048 | 3072 | 4096;
  readonly now: Date;
}

export interface MadeKeys {
  readonly integration: string;
  readonly certificate: string;
  readonly fingerprint: string;
  /** ISO date. */
  readonly ends: string;
  /** File of the declaration, which names the certificate now. */
  readonly declaration: string;
  readonly isEncrypted: boolean;
}

/** Makes a key pair on this machine: the private key goes to its sink, the certificate into the project, where plans see it. */
export async function loginKeys(options: KeysOptions): Promise<MadeKeys> {
  const { declared, integration, sink, passphrase, days, bits, now } = options;
  const declaration = declarationOf(declared.declarations, integration);
  refuseOtherFlow(declaration);
  const file = options.certificate ?? join(declared.folder, 'certificates', `${integration}.crt`);
  await refuseCertificate(declaration, file);
  await checkSink(sink);
  const pair = await makeKeyPair({ name: integration, days, bits, passphrase, now });
  await handOver(sink, pair.privateKey);
  await writeWhole(file, pair.certificate);
  const named = relative(dirname(declaration.file), file).replaceAll('\\', '/');
  const text = await readFile(declaration.file, 'utf8');
  await writeWhole(
    declaration.file,
    changeDeclaration(text, declaration.file, [{ kind: 'put', path: ['login', 'certificate'], value: named }]),
  );
  return {
    integration,
    certificate: file,
    fingerprint: pair.fingerprint,
    ends: pair.ends,
    declaration: declaration.file,
    isEncrypted: passphrase !== undefined,
  };
}

function refuseOtherFlow({ name, login, file }: Declaration): void {
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

/** A certificate that is declared may be in use: replacing it is a rotation. */
async function refuseCertificate({ name, login }: Declaration, file: string): Promise<void> {
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
