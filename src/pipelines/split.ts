import type { Expansion } from '../model/expansion.ts';
import { currentState } from '../plan/current-state.ts';
import { splitSet } from '../succession/split-set.ts';
import { splitUser } from '../succession/split-user.ts';
import { type ExpandOptions, expand, FOR_EXPANSION } from './expand.ts';
import { integrationCalled } from './integration-called.ts';
import { loadSource } from './load-source.ts';
import { onlyUser } from './one-account.ts';

/** Puts an integration of its own beside each application of a shared user, or a set of its own beside each holder of a shared set. */
export async function split(options: ExpandOptions): Promise<readonly Expansion[]> {
  const { what, today, found } = options;
  const source = await loadSource({ families: FOR_EXPANSION, ...options });
  const current = currentState(source.snapshot);
  const set = current.permissionSet(what.replace(/^set:/, ''));
  if (set) {
    const { integrations } = source;
    const said = { owner: options.owner ?? 'nobody yet', today, integrations, profile: found.design.profile };
    return expand(source.snapshot, splitSet(current, set, said), options);
  }
  const integration = integrationCalled(source, what);
  const user = onlyUser(current, integration, what);
  const owner = options.owner ?? integration.owner ?? 'nobody yet';
  return expand(source.snapshot, splitUser(current, user, { owner, today }), options);
}
