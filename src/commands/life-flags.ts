import { Flags } from '@oclif/core';

/** Flags of every command that changes an org by a step of its own. */
export const STEP_FLAGS = {
  'target-org': Flags.string({
    char: 'o',
    summary: 'The org: alias, username, or "default" for the default org of the Salesforce CLI.',
    helpValue: '<alias>',
    default: 'default',
  }),
  config: Flags.file({ summary: 'Settings file; default: the nearest leastwise.yml.', helpValue: '<file>' }),
  integrations: Flags.directory({
    summary: 'Folder of the declared files; default: integrations, beside leastwise.yml.',
    helpValue: '<folder>',
  }),
  'auto-approve': Flags.boolean({ summary: 'Do not ask.' }),
  allow: Flags.string({
    summary: 'Overrule the refusal of this rule about changes.',
    multiple: true,
    helpValue: '<rule>',
  }),
  verbose: Flags.boolean({ char: 'v', summary: 'Every grant and note, nothing folded.' }),
} as const;

/** Flags of split and migrate, which only write files. */
export const EXPAND_FLAGS = {
  'target-org': STEP_FLAGS['target-org'],
  config: STEP_FLAGS.config,
  integrations: STEP_FLAGS.integrations,
  owner: Flags.string({ summary: 'Who answers for it.', helpValue: '<address>' }),
  flow: Flags.option({
    options: ['client-credentials', 'jwt-bearer'] as const,
    summary: 'How it will log in.',
    default: 'client-credentials' as const,
  })(),
} as const;
