import type { KeyObject } from 'node:crypto';
import { parseCredentials } from '../credentials/credentials-text.ts';
import { openPrivateKey } from '../credentials/jwt-assertion.ts';
import { readNamed } from '../files/read-named.ts';
import type { ClientCredentials } from '../model/credentials.ts';

/** What a person has of an application: a file that a sink wrote, or variables of the environment. */
export async function ownCredentials(
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ClientCredentials | undefined> {
  if (file !== undefined) return parseCredentials(await readNamed(file), file);
  const { SF_CLIENT_ID: clientId, SF_CLIENT_SECRET: clientSecret, SF_LOGIN_URL: loginUrl = '' } = environment;
  return clientId === undefined || clientId === ''
    ? undefined
    : { loginUrl, clientId, clientSecret: clientSecret || undefined, username: undefined };
}

/** @param passphraseOf asked only when the key is encrypted */
export async function ownKey(file: string, passphraseOf: () => Promise<string | undefined>): Promise<KeyObject> {
  const pem = await readNamed(file);
  return openPrivateKey(pem, pem.includes('ENCRYPTED') ? await passphraseOf() : undefined, file);
}
