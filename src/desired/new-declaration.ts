import type { DeclaredLogin } from '../model/declaration.ts';
import { type AccessWords, accessFromWords } from './access-from-words.ts';
import type { DeclarationContent } from './declaration-text.ts';

/** What somebody who declares a new integration has to say. */
export interface NewIntegration {
  readonly name: string;
  readonly label: string | undefined;
  readonly purpose: string;
  readonly owner: string;
  readonly review: string | undefined;
  readonly access: AccessWords;
  readonly login: DeclaredLogin | undefined;
}

/** The rest follows from the defaults of `leastwise.yml`. */
export function newDeclaration({ access, ...said }: NewIntegration): DeclarationContent {
  return {
    ...said,
    access: accessFromWords(access),
    user: {
      username: undefined,
      lastName: undefined,
      alias: undefined,
      email: undefined,
      timeZone: undefined,
      locale: undefined,
      language: undefined,
      federationId: undefined,
    },
    permissionSet: undefined,
    permissionSetFile: undefined,
    without: [],
    keeps: { profile: undefined, permissionSets: [], groups: [] },
    licences: [],
    expires: undefined,
    protect: false,
    moved: undefined,
    reviewed: undefined,
    replaces: undefined,
    retire: undefined,
    suspended: undefined,
    environments: {},
  };
}
