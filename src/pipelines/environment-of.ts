import type { OrgDesign } from '../model/declaration.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** The environment that a person named; else the one whose org this is, by alias, username, id or domain. */
export function environmentOf(
  { org, source }: Snapshot,
  design: OrgDesign,
  named: string | undefined,
): string | undefined {
  if (named !== undefined || !org) return named;
  return environmentCalled([source.label, org.id, org.domain, org.readAs], design);
}

/** The environment whose org goes by one of these names. */
export function environmentCalled(names: readonly string[], { environments }: OrgDesign): string | undefined {
  const known = names.map((text) => text.toLowerCase());
  return Object.entries(environments).find(
    ([, { org: wanted }]) => wanted && known.includes(wanted.toLowerCase()),
  )?.[0];
}
