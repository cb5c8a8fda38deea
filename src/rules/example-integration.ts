import {
  clientAppFiles,
  type ExampleApp,
  type ExampleContainer,
  type ExampleFiles,
  exampleTree,
  permissionSetFile,
  profileFile,
  userFile,
} from './example-tree.ts';

/** The user of the integration that examples of rules about behaviour are about. */
export const ERP_USER = 'erp@acme.example';

/** One integration as the design has it: profile, permission set, user, app. What differs is said. */
export function integrationTree(
  differs: { readonly profile?: ExampleContainer; readonly set?: ExampleContainer; readonly app?: ExampleApp } = {},
): ExampleFiles {
  return exampleTree(
    profileFile('Integrations', { system: ['ApiEnabled', 'ApiUserOnly'], ...differs.profile }),
    permissionSetFile('ERP', { description: 'What the ERP needs', objects: { Account: 'read' }, ...differs.set }),
    userFile(ERP_USER, { profile: 'Integrations', permissionSets: ['ERP'] }),
    clientAppFiles('ERP', { runAs: ERP_USER, permissionSets: ['ERP'], ...differs.app }),
  );
}
