import type { ClientCredentials, CredentialsFormat } from '../model/credentials.ts';
import { Problem } from '../model/problem.ts';

const NAMES = {
  loginUrl: 'SF_LOGIN_URL',
  clientId: 'SF_CLIENT_ID',
  clientSecret: 'SF_CLIENT_SECRET',
  username: 'SF_USERNAME',
} as const;

/** As a sink gets it: lines for an environment, or one JSON value. Salesforce's keys and secrets need no quotes. */
export function credentialsText(credentials: ClientCredentials, format: CredentialsFormat): string {
  if (format === 'json') return `${JSON.stringify(credentials)}\n`;
  return Object.entries(NAMES)
    .flatMap(([key, name]) => {
      const value = credentials[key as keyof ClientCredentials];
      return value === undefined ? [] : [`${name}=${value}\n`];
    })
    .join('');
}

/**
 * Reads either form back.
 *
 * @param from how the text is called in messages; never a part of it
 * @throws Problem `bad-credentials`
 */
export function parseCredentials(text: string, from: string): ClientCredentials {
  const values = text.trimStart().startsWith('{') ? jsonValues(text) : lineValues(text);
  const { loginUrl = '', clientId = '', clientSecret, username } = values;
  if (clientId !== '') return { loginUrl, clientId, clientSecret, username };
  throw new Problem({
    kind: 'usage',
    code: 'bad-credentials',
    message: `${from} holds no consumer key.`,
    actions: [`Write ${NAMES.clientId}=…, or let it be written: leastwise login credentials <integration>.`],
  });
}

type Values = Readonly<Partial<Record<keyof ClientCredentials, string>>>;

function jsonValues(text: string): Values {
  try {
    const value = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return Object.fromEntries(
      Object.keys(NAMES).flatMap((key) => (typeof value[key] === 'string' ? [[key, value[key]]] : [])),
    );
  } catch {
    // Told by the caller as a text without a key; the parser's own message would quote it.
    return {};
  }
}

function lineValues(text: string): Values {
  const lines = new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const [, name, value] = /^\s*(?:export\s+)?([A-Z_]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, unquoted(value)] as const];
    }),
  );
  return Object.fromEntries(
    Object.entries(NAMES).flatMap(([key, name]) => (lines.has(name) ? [[key, lines.get(name)]] : [])),
  );
}

function unquoted(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
}
