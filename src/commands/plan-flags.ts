import { Flags } from '@oclif/core';

/** Flags of every command that plans from declarations. */
export const PLAN_FLAGS = {
  integrations: Flags.directory({
    summary: 'Folder of the declared files; default: integrations, beside leastwise.yml.',
    helpValue: '<folder>',
  }),
  environment: Flags.string({
    char: 'e',
    summary: 'Environment of leastwise.yml; default: the one whose org this is.',
    helpValue: '<name>',
  }),
  target: Flags.string({ char: 't', summary: 'Only this integration.', multiple: true, helpValue: '<integration>' }),
  adopt: Flags.string({
    summary: 'Take over what exists under the names of this integration; * for all.',
    multiple: true,
    helpValue: '<integration>',
  }),
} as const;
