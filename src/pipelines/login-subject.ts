import type { OrgSession } from '../connectors/org/session.ts';
import type { AppState } from '../model/change.ts';
import type { Declaration } from '../model/declaration.ts';
import type { LoginSubject } from '../model/login-subject.ts';
import { Problem } from '../model/problem.ts';
import { desiredState } from '../plan/desire.ts';
import { environmentCalled } from './environment-of.ts';
import type { Declared } from './load-declared.ts';

export interface SubjectOptions {
  readonly declared: Declared;
  readonly integration: string;
  readonly environment?: string | undefined;
}

/**
 * @throws Problem `no-such-integration`, `not-present-here`, `no-login-declared`
 */
export function loginSubject(options: SubjectOptions, session: OrgSession): LoginSubject {
  const subject = declaredSubject(options, session);
  if (subject.app) return { ...subject, app: subject.app };
  throw new Problem({
    kind: 'configuration',
    code: 'no-login-declared',
    message: `${subject.declaration.file} does not say how ${subject.name} logs in.`,
    actions: ['Add it: login: { flow: client-credentials }, then plan and apply.'],
  });
}

/** The same for one that may not say how it logs in. */
export function declaredSubject(
  { declared, integration, environment: named }: SubjectOptions,
  { label, username, orgId, url }: OrgSession,
): Omit<LoginSubject, 'app'> & { readonly app: AppState | undefined } {
  const { declarations, design, keptSets, certificates } = declared;
  const declaration = declarationOf(declarations, integration);
  const environment = named ?? environmentCalled([label, username, orgId, new URL(url).host], design);
  const state = desiredState(declarations, {
    design,
    environment,
    snapshot: undefined,
    keptSets,
    certificates,
    adopt: () => true,
  });
  const desired = state.integrations.find(({ name }) => name === integration);
  if (!desired) throw notPresent(integration, environment);
  const { user, app, permissionSet } = desired;
  return { name: integration, declaration, username: user.username, app, grants: permissionSet.grants };
}

/** @throws Problem `no-such-integration` */
export function declarationOf(declarations: readonly Declaration[], name: string): Declaration {
  const declaration = declarations.find((one) => one.name === name);
  if (declaration) return declaration;
  throw new Problem({
    kind: 'usage',
    code: 'no-such-integration',
    message: `No integration ${name} is declared.`,
    actions: [`There are: ${declarations.map((one) => one.name).join(', ')}.`],
  });
}

export function notPresent(name: string, environment: string | undefined): Problem {
  return new Problem({
    kind: 'usage',
    code: 'not-present-here',
    message: `${name} is declared not to exist in ${environment ?? 'this org'}.`,
    actions: ['Name another org, or another environment: --environment <name>.'],
  });
}
