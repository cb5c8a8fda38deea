import type {
  ChangedPermission,
  Comparison,
  Explanation,
  GrantPath,
  Holder,
  TreeComparison,
  WhoCanAnswer,
  Widening,
} from '../model/answer.ts';
import type { Reach } from '../model/audit.ts';
import type { Checkup } from '../model/checkup.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { RuleText } from '../model/finding.ts';
import type { Integration } from '../model/integration.ts';
import { formatPermission } from '../model/permission-text.ts';
import type { SavedSnapshot } from '../model/saved-snapshot.ts';
import type { SnapshotSource } from '../model/snapshot.ts';

export const ANSWER_SCHEMA_VERSION = 1;

type Data = Record<string, unknown>;

const versioned = (data: Data): Data => ({ schemaVersion: ANSWER_SCHEMA_VERSION, ...data });

const pathData = ({ permission, steps, origin, kind, opens }: GrantPath): Data => ({
  permission: formatPermission(permission),
  kind,
  opens,
  steps,
  location: origin,
});

const changeData = ({ permission, kind, origin }: ChangedPermission): Data => ({
  permission: formatPermission(permission),
  kind,
  location: origin ?? null,
});

export function jsonList(list: {
  readonly source: SnapshotSource;
  readonly integrations: readonly Integration[];
  readonly diagnostics: readonly Diagnostic[];
}): Data {
  return versioned({ ...list });
}

export function jsonSavedSnapshot(file: string, { snapshot, savedAt, pseudonyms }: SavedSnapshot): Data {
  const { source, containers, users, groups, connectedApps, externalClientApps, coverage } = snapshot;
  return versioned({
    file,
    savedAt,
    pseudonyms,
    source,
    counts: {
      containers: containers.length,
      groups: groups.length,
      users: users.length,
      apps: connectedApps.length + externalClientApps.length,
    },
    coverage,
  });
}

export function jsonCheckup({ project, org }: Checkup): Data {
  return versioned({ project, org: org ?? null });
}

export function jsonExplanation({ permission, paths, cut, entryCut, whyNot, notes, ...others }: Explanation): Data {
  const placed = <Value extends { readonly origin: unknown }>({ origin, ...rest }: Value) => ({
    ...rest,
    location: origin ?? null,
  });
  return versioned({
    ...others,
    permission: formatPermission(permission),
    paths: paths.map(pathData),
    cut: cut.map(placed),
    entryCut: entryCut.map(placed),
    whyNot: whyNot.map(placed),
    notes: notes.map(placed),
  });
}

export function jsonReach({ holder, reach }: { readonly holder: Holder; readonly reach: Reach }): Data {
  return versioned({ holder, reach });
}

export function jsonWhoCan({ permission, holders, unresolved }: WhoCanAnswer): Data {
  return versioned({
    permission: formatPermission(permission),
    holders: holders.map(({ paths, ...rest }) => ({ ...rest, paths: paths.map(pathData) })),
    unresolved,
  });
}

export function jsonComparison({ before, after, gained, lost, kept }: Comparison): Data {
  return versioned({ before, after, gained: gained.map(changeData), lost: lost.map(changeData), kept });
}

export function jsonWidening({ integrations, ...others }: Widening): Data {
  return versioned({
    ...others,
    integrations: integrations.map(({ gained, ...rest }) => ({ ...rest, gained: gained.map(changeData) })),
  });
}

export function jsonRules(
  rules: readonly (RuleText & { readonly presets: readonly string[]; readonly needs: readonly string[] })[],
): Data {
  return versioned({
    rules: rules.map(({ id, code, title, why, fix, severity, principles, threats, references, presets, needs }) => ({
      id,
      code,
      title,
      why,
      fix,
      severity,
      principles,
      threats,
      references,
      presets,
      needs,
    })),
  });
}

export function jsonTreeComparison({ integrations, ...others }: TreeComparison): Data {
  return versioned({
    ...others,
    integrations: integrations.map(({ gained, lost, ...rest }) => ({
      ...rest,
      gained: gained.map(changeData),
      lost: lost.map(changeData),
    })),
  });
}
