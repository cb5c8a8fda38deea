import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseCredentials } from '../credentials/credentials-text.ts';
import { openPrivateKey } from '../credentials/jwt-assertion.ts';
import type { ClientCredentials } from '../model/credentials.ts';
import { Problem } from '../model/problem.ts';

/** What a person has of an application: a file that a sink wrote, or variables of the environment. */
export async function ownCredentials(
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ClientCredentials | undefined> {
  if (file !== undefined) return parseCredentials(await readSecret(file), file);
  const { SF_CLIENT_ID: clientId, SF_CLIENT_SECRET: clientSecret, SF_LOGIN_URL: loginUrl = '' } = environment;
  return clientId === undefined || clientId === ''
    ? undefined
    : { loginUrl, clientId, clientSecret: clientSecret || undefined, username: undefined };
}

/** @param passphraseOf asked only when the key is encrypted */
export async function ownKey(file: string, passphraseOf: () => Promise<string | undefined>): Promise<KeyObject> {
  const pem = await readSecret(file);
  return openPrivateKey(pem, pem.includes('ENCRYPTED') ? await passphraseOf() : undefined, file);
}

async function readSecret(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Problem({
      kind: 'input',
      code: 'cannot-read',
      message: `${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}.`,
      actions: ['Name a file that is there and that you may read.'],
      cause: error,
    });
  }
}
