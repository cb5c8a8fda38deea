import { Problem } from '../model/problem.ts';
import { namesOf } from '../plan/naming.ts';
import type { findDeclared } from './load-declared.ts';

/** Whom a word means, without asking an org: a username, or a declared integration. */
export function panicSubject(
  { declarations, design }: Awaited<ReturnType<typeof findDeclared>>,
  what: string,
  environment: string | undefined,
): { readonly username: string; readonly declared: string | undefined; readonly file: string | undefined } {
  const named = what.replace(/^user:/, '');
  const byName = declarations.find(({ name, login }) => name === what || login?.app === what);
  const own = byName ?? declarations.find((one) => namesOf(one, design, environment).username === named);
  if (own) return { username: namesOf(own, design, environment).username, declared: own.name, file: own.file };
  if (/^[^@\s]+@[^@\s]+$/.test(named)) return { username: named, declared: undefined, file: undefined };
  throw new Problem({
    kind: 'usage',
    code: 'nobody-to-lock-out',
    message: `${what} is no username, and no declared integration or app of one.`,
    actions: ['Name the user: panic <username>', 'See which user an app runs as: leastwise list --target-org <alias>'],
  });
}
