import type { Expansion } from '../model/expansion.ts';
import { currentState } from '../plan/current-state.ts';
import { migrateUser } from '../succession/migrate-user.ts';
import { type ExpandOptions, expand, FOR_EXPANSION } from './expand.ts';
import { integrationCalled } from './integration-called.ts';
import { loadSource } from './load-source.ts';
import { onlyUser } from './one-account.ts';
import { rewriteDeclared } from './rewrite-declared.ts';

export interface MigrateOptions extends ExpandOptions {
  readonly name?: string | undefined;
  /** Which of several applications. */
  readonly application?: string | undefined;
}

/** Puts an integration of its own beside what one application uses now: off an admin profile, off SOAP, off a person. */
export async function migrate(options: MigrateOptions): Promise<readonly Expansion[]> {
  const { what, today, found, name, application } = options;
  const source = await loadSource({ families: FOR_EXPANSION, ...options });
  const current = currentState(source.snapshot);
  const integration = integrationCalled(source, what);
  const user = onlyUser(current, integration, what);
  const owner = options.owner ?? integration.owner ?? 'nobody yet';
  const wanted = migrateUser(current, user, { owner, today, name, application, label: integration.label });
  const declared = found.declarations.find((one) => one.user.username === user.username);
  return declared
    ? rewriteDeclared(source.snapshot, declared, wanted, options)
    : expand(source.snapshot, [wanted], options);
}
