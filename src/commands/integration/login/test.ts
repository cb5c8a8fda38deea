import { Flags } from '@oclif/core';
import { loginTest } from '../../../pipelines/login-test.ts';
import { openSession } from '../../../pipelines/open-session.ts';
import { ownCredentials, ownKey } from '../../../pipelines/own-credentials.ts';
import { loginSnippet, SNIPPETS } from '../../../report/login-snippets.ts';
import { terminalLoginTest } from '../../../report/terminal-login-test.ts';
import { passphraseOf } from '../../ask-secret.ts';
import { EXIT } from '../../exit-codes.ts';
import { IntegrationCommand } from '../../integration-command.ts';
import { CREDENTIALS_FLAGS, declaredHere, INTEGRATION_ARG, SUBJECT_FLAGS } from '../../login-flags.ts';
import { deliver } from '../../output.ts';

export default class IntegrationLoginTest extends IntegrationCommand<unknown> {
  static override readonly summary =
    'Log in as an integration does, and see whether it may what it should, and no more.';
  static override readonly description = [
    'Gets a token the way the application gets one, asks who it is and how many requests are left, reads something that is',
    'declared and something that is not, and ends the token again. Nothing is written. Prints code to start from, without a',
    'secret in it: it reads SF_CLIENT_ID and SF_CLIENT_SECRET, or SF_KEY_FILE, of its environment.',
    'Exit code 1 when something was not as declared, 5 when there is no token.',
  ].join('\n');
  static override readonly examples = [
    {
      description: 'With the credentials that the org tells:',
      command: '<%= config.bin %> <%= command.id %> erp-orders --target-org prod',
    },
    {
      description: 'With those of the application, from a file:',
      command: '<%= config.bin %> <%= command.id %> erp-orders -o prod --credentials ~/.config/erp-orders.env',
    },
    {
      description: 'By JWT, and code for Python:',
      command:
        '<%= config.bin %> <%= command.id %> warehouse -o prod --key-file ~/.config/warehouse.key --snippet python',
    },
  ];
  static override readonly args = INTEGRATION_ARG;
  static override readonly flags = {
    ...SUBJECT_FLAGS,
    ...CREDENTIALS_FLAGS,
    snippet: Flags.option({ summary: 'Code to print, ready to be run.', options: SNIPPETS, multiple: true })(),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationLoginTest);
    const declared = await declaredHere(flags);
    const credentials = await ownCredentials(flags.credentials, process.env);
    const keyFile = flags['key-file'];
    const key =
      keyFile === undefined ? undefined : await ownKey(keyFile, () => passphraseOf(`Passphrase of ${keyFile}`));
    const session = await openSession(flags['target-org']);
    const { environment } = flags;
    const { integration } = args;
    const seen = await loginTest(session, {
      declared,
      integration,
      environment,
      credentials,
      key,
      now: () => new Date(),
    });
    if (!seen.ok) process.exitCode = seen.steps.length === 1 ? EXIT.org : EXIT.findings;
    const wanted = this.jsonEnabled() ? SNIPPETS : (flags.snippet ?? ['curl' as const]);
    const snippets = Object.fromEntries(wanted.map((language) => [language, loginSnippet(language, seen)]));
    if (!this.jsonEnabled()) await deliver(terminalLoginTest(seen, snippets, this.style()));
    return { ...seen, sample: seen.sample ?? null, snippets };
  }
}
