import { Args, Flags } from '@oclif/core';
import { CREDENTIALS_FORMATS, type CredentialsFormat, type Sink } from '../model/credentials.ts';
import { Problem } from '../model/problem.ts';
import { type Declared, loadDeclared } from '../pipelines/load-declared.ts';
import { SOURCE_FLAGS } from './integration-command.ts';
import { PLAN_FLAGS } from './plan-flags.ts';

/** The one integration that a command is about. */
export const INTEGRATION_ARG = {
  integration: Args.string({ description: 'Name of a declared integration.', required: true }),
};

/** Flags of every command about one declared integration in a live org. */
export const SUBJECT_FLAGS = {
  'target-org': Flags.string({
    char: 'o',
    summary: 'The org: alias or username that the Salesforce CLI knows, or "default" for its default org.',
    helpValue: '<alias>',
    default: 'default',
  }),
  config: SOURCE_FLAGS.config,
  integrations: PLAN_FLAGS.integrations,
  environment: PLAN_FLAGS.environment,
} as const;

/** Where a secret goes. */
export const SINK_FLAGS = {
  file: Flags.string({
    summary: 'Write the secret to a file that only you can read; refused where git would commit it.',
    helpValue: '<file>',
    exclusive: ['sink-command'],
  }),
  'sink-command': Flags.string({
    summary: 'Give the secret to a command, on its standard input: vault kv put secret/erp value=-',
    helpValue: '<command>',
  }),
  replace: Flags.boolean({ summary: 'Replace the file if it is there.', dependsOn: ['file'] }),
} as const;

export const FORMAT_FLAG = {
  format: Flags.option({
    summary: 'How the sink gets it: lines like SF_CLIENT_ID=…, or JSON.',
    options: CREDENTIALS_FORMATS,
    default: 'env' as CredentialsFormat,
  })(),
} as const;

/** What the application logs in with, where a person has it. */
export const CREDENTIALS_FLAGS = {
  credentials: Flags.string({
    summary:
      'File with its consumer key and secret, as login credentials writes it. Default: SF_CLIENT_ID and SF_CLIENT_SECRET; else the org is asked.',
    helpValue: '<file>',
  }),
  'key-file': Flags.string({
    summary: 'Its private key, for JWT. The passphrase comes from LEASTWISE_KEY_PASSPHRASE, or is asked for.',
    helpValue: '<file>',
  }),
} as const;

interface SinkChoice {
  readonly file?: string | undefined;
  readonly 'sink-command'?: string | undefined;
  readonly replace: boolean;
}

/** @throws Problem `no-sink` */
export function sinkOf(flags: SinkChoice): Sink {
  if (flags.file !== undefined) return { kind: 'file', path: flags.file, replace: flags.replace };
  if (flags['sink-command'] !== undefined) return { kind: 'command', command: flags['sink-command'] };
  throw new Problem({
    kind: 'usage',
    code: 'no-sink',
    message: 'A secret needs a place to go: it is never printed.',
    actions: ['Name a file: --file <file>', 'Or a command that takes it: --sink-command <command>'],
  });
}

export function declaredHere(flags: {
  readonly config?: string | undefined;
  readonly integrations?: string | undefined;
}): Promise<Declared> {
  return loadDeclared({ directory: '.', config: flags.config, folder: flags.integrations });
}
