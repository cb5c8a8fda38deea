import { closest } from '../model/closest.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Mistake } from '../model/mistake.ts';

/**
 * What only shows when all declarations lie side by side: one user, permission set or app for two applications (X3 of the
 * design), two files that were one before, environments that are not known.
 */
export function checkTogether(
  declarations: readonly Declaration[],
  environments: readonly string[],
): readonly Mistake[] {
  const own = (text: string, instead: string) => ({ text, instead });
  return [
    ...declaredTwice(declarations, 'name', ({ name }) => name, own('name', 'Give each its own name.')),
    ...declaredTwice(
      declarations,
      'permissionSet',
      ({ permissionSet, permissionSetFile }) => permissionSet ?? permissionSetFile,
      own('permission set', 'One permission set per application: give each its own.'),
    ),
    ...declaredTwice(
      declarations,
      'user.username',
      ({ user }) => user.username,
      own('user', 'One user per application: give each its own.'),
    ),
    ...declaredTwice(
      declarations,
      'login.app',
      ({ login }) => login?.app,
      own('app', 'One app per application: give each its own.'),
    ),
    ...declaredTwice(
      declarations,
      'moved',
      ({ moved }) => moved,
      own('earlier name', 'Only one can have been called that.'),
    ),
    ...declarations.flatMap((declaration) => unknownEnvironments(declaration, environments)),
    ...declarations.flatMap((declaration) => movedFromKnown(declaration, declarations)),
  ];
}

function mistakeAt(declaration: Declaration, path: string, message: string, instead: string): Mistake {
  const { path: file, line } = declaration.places.get(path) ?? { path: declaration.file, line: 1 };
  return { path: file, line, column: 1, message, instead };
}

function declaredTwice(
  declarations: readonly Declaration[],
  path: string,
  keyOf: (declaration: Declaration) => string | undefined,
  { text, instead }: { readonly text: string; readonly instead: string },
): readonly Mistake[] {
  const first = new Map<string, Declaration>();
  return declarations.flatMap((declaration) => {
    const key = keyOf(declaration);
    const other = key === undefined ? undefined : first.get(key.toLowerCase());
    if (key !== undefined && other === undefined) first.set(key.toLowerCase(), declaration);
    return other === undefined
      ? []
      : [mistakeAt(declaration, path, `${text} ${key} is also declared in ${other.file}`, instead)];
  });
}

function unknownEnvironments(declaration: Declaration, environments: readonly string[]): readonly Mistake[] {
  return Object.keys(declaration.environments)
    .filter((name) => !environments.includes(name))
    .map((name) => {
      const [near] = closest(name, environments);
      const instead =
        near === undefined ? `Add it to leastwise.yml: environments: { ${name}: {} }` : `Did you mean ${near}?`;
      return mistakeAt(declaration, `environments.${name}`, `environment ${name} is not in leastwise.yml`, instead);
    });
}

function movedFromKnown(declaration: Declaration, all: readonly Declaration[]): readonly Mistake[] {
  const still = all.find(({ name }) => name === declaration.moved);
  if (still === undefined) return [];
  const message = `moved: ${declaration.moved} is still declared in ${still.file}`;
  return [mistakeAt(declaration, 'moved', message, 'Remove that file, or take this line out.')];
}
