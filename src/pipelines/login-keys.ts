import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { makeKeyPair } from '../credentials/key-pair.ts';
import { checkSink, handOver } from '../credentials/sink.ts';
import { changeDeclaration } from '../desired/change-declaration.ts';
import { writeWhole } from '../files/write-whole.ts';
import { refuseCertificate, refuseOtherFlow } from '../login/key-refusals.ts';
import type { Sink } from '../model/credentials.ts';
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
