import { findConsumer, readPair } from '../connectors/org/consumer-credentials.ts';
import type { OrgSession } from '../connectors/org/session.ts';
import { openWriteWire } from '../connectors/org/write-wire.ts';
import { credentialsText } from '../credentials/credentials-text.ts';
import { checkSink, handOver } from '../credentials/sink.ts';
import type { CredentialsFormat, Sink } from '../model/credentials.ts';
import { loginSubject, type SubjectOptions } from './login-subject.ts';

export interface CredentialsOptions extends SubjectOptions {
  readonly sink: Sink;
  readonly format: CredentialsFormat;
}

/** What was handed over, without a word of it. */
export interface HandedOver {
  readonly integration: string;
  readonly app: string;
  readonly username: string;
  readonly loginUrl: string;
  readonly parts: readonly ('consumer key' | 'consumer secret')[];
}

/** Reads what an application logs in with, and passes it on: it goes from the org to the sink and is kept nowhere between. */
export async function loginCredentials(session: OrgSession, options: CredentialsOptions): Promise<HandedOver> {
  const subject = loginSubject(options, session);
  await checkSink(options.sink);
  const isJwt = subject.app.flow === 'jwt-bearer';
  const wire = openWriteWire(session);
  try {
    const consumer = await findConsumer(wire, subject.app.name);
    const pair = isJwt ? { key: consumer.key, secret: undefined } : await readPair(wire, consumer);
    const credentials = {
      loginUrl: session.url,
      clientId: pair.key,
      clientSecret: pair.secret,
      username: isJwt ? subject.username : undefined,
    };
    await handOver(options.sink, credentialsText(credentials, options.format));
  } finally {
    await wire.close();
  }
  return {
    integration: subject.name,
    app: subject.app.name,
    username: subject.username,
    loginUrl: session.url,
    parts: isJwt ? ['consumer key'] : ['consumer key', 'consumer secret'],
  };
}
