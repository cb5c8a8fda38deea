import type { Explanation, Holder, Reason } from '../model/answer.ts';
import { closest } from '../model/closest.ts';
import type { Integration } from '../model/integration.ts';
import type { Permission } from '../model/permission.ts';
import type { AccessGraph } from './access-graph.ts';
import { containerHolds, entryOrigin, passesOn } from './entries.ts';
import { pathsOf, sourcesOfHolder } from './grant-paths.ts';
import type { GrantSource } from './grant-sources.ts';
import { describePermission } from './permission-name.ts';
import { type Clause, requirementsOf, securityOf } from './requirements.ts';
import { cutsOf } from './smallest-cut.ts';

const nameOf = ({ container, group }: GrantSource): string => {
  const kind = container.kind === 'profile' ? 'profile' : 'set';
  return group ? `group ${group.name} (member ${container.name})` : `${kind} ${container.name}`;
};

/** Why one source, that might have been expected to, does not meet the plain entry of a clause. */
function sourceReasons(graph: AccessGraph, source: GrantSource, wanted: Permission): readonly Reason[] {
  const entry = entryOrigin(graph, source.container, wanted);
  if (entry === undefined) return [];
  const origin = { path: entry.path, line: entry.line };
  const what = describePermission(wanted);
  const name = nameOf(source);
  if (!containerHolds(graph, source.container, wanted)) {
    return [{ code: 'listed-not-granted', text: `${name} lists ${what} as false`, origin }];
  }
  if (source.state === 'expired') {
    return [{ code: 'expired', text: `${name} grants ${what}, but its assignment has ended`, origin }];
  }
  if (source.state === 'revoked') {
    return [{ code: 'revoked', text: `${name} grants ${what}, but its assignment has been revoked`, origin }];
  }
  if (source.state === 'session-activated') {
    return [
      { code: 'session-activation', text: `${name} grants ${what} only while it is activated in a session`, origin },
    ];
  }
  if (passesOn(graph, source, wanted)) return [];
  return [{ code: 'muted', text: `${name} grants ${what}, and a muting set of the group takes it away`, origin }];
}

function unmetReasons(
  graph: AccessGraph,
  sources: readonly GrantSource[],
  clause: Clause,
  met: readonly Clause[],
): readonly Reason[] {
  const plain = clause.openers[0]?.permission;
  if (plain === undefined) {
    return [
      { code: 'not-editable', text: 'nobody can edit it: Salesforce sets it, or it is calculated', origin: undefined },
    ];
  }
  const found = sources.flatMap((source) => sourceReasons(graph, source, plain));
  const latent = clause.about === 'the object' && met.some(({ about }) => about === 'the field');
  const reasons: Reason[] = latent
    ? [
        {
          code: 'latent',
          text: `the field is granted, and opens nothing until ${describePermission(plain)} is`,
          origin: undefined,
        },
      ]
    : [];
  if (found.length > 0) return [...reasons, ...found];
  return [
    ...reasons,
    { code: 'not-listed', text: `nothing that it holds grants ${describePermission(plain)}`, origin: undefined },
  ];
}

/** An object that nothing in the source names may be one of the many that Salesforce has, or misspelt. */
function unnamed({ snapshot, nameIds }: AccessGraph, permission: Permission): readonly Reason[] {
  if (permission.kind !== 'object' && permission.kind !== 'field') return [];
  const object = permission.kind === 'object' ? permission.object : (permission.field.split('.')[0] ?? '');
  const fields = snapshot.names.filter((name) => name.includes('.')).map((name) => name.slice(0, name.indexOf('.')));
  const known = new Set([...snapshot.objects.map(({ name }) => name), ...fields]);
  if (nameIds.has(object) || known.has(object)) return [];
  const objects = [...known, ...snapshot.names.filter((name) => /^[A-Z]\w*$/.test(name))];
  const [near] = closest(object, objects);
  const meant = near === undefined ? '' : `; did you mean ${near}?`;
  return [{ code: 'not-named', text: `nothing in this source names ${object}${meant}`, origin: undefined }];
}

function notesOf(graph: AccessGraph, permission: Permission, sources: readonly GrantSource[]): readonly Reason[] {
  const notes: Reason[] = [...unnamed(graph, permission)];
  if (permission.kind === 'field') {
    const security = securityOf(graph, permission.field);
    if (security === 'follows-object') {
      const text = `${permission.field} has no field-level security: it follows its object`;
      notes.push({ code: 'not-permissionable', text, origin: graph.fieldDefinitions.get(permission.field)?.origin });
    }
  }
  for (const source of sources) {
    if (source.state !== 'active' || !source.container.activationRequired) continue;
    const text = `${nameOf(source)} counts only while it is activated in a session`;
    notes.push({ code: 'session-activation', text, origin: { path: source.container.files[0] ?? '', line: 0 } });
  }
  return notes;
}

/**
 * Why a holder may or may not do something: every path, the smallest change that takes it away, or what is missing.
 * "No" is said only when nothing that could grant it is missing from the source.
 */
export function explainAccess(
  graph: AccessGraph,
  holder: Holder,
  permission: Permission,
  integrations: readonly Integration[],
): Explanation {
  const { sources, boundReasons } = sourcesOfHolder(graph, holder, integrations);
  const clauses = requirementsOf(graph, permission);
  const found = clauses.map((clause) => ({ clause, paths: pathsOf(graph, sources, clause) }));
  const unmet = found.filter(({ paths }) => paths.length === 0).map(({ clause }) => clause);
  const met = found.filter(({ paths }) => paths.length > 0).map(({ clause }) => clause);
  const yes = clauses.length > 0 && unmet.length === 0;
  const impossible = unmet.some(({ openers }) => openers.length === 0);
  const { smallest, byEntries } = cutsOf(graph, sources, yes ? found.map(({ paths }) => paths) : []);
  return {
    holder,
    permission,
    answer: yes ? 'yes' : boundReasons.length > 0 && !impossible ? 'unknown' : 'no',
    paths: yes ? found.flatMap(({ paths }) => paths.map(({ path }) => path)) : [],
    cut: smallest,
    entryCut: byEntries,
    whyNot: unmet.flatMap((clause) => unmetReasons(graph, sources, clause, met)),
    notes: notesOf(graph, permission, sources),
    bound: boundReasons.length === 0 ? 'exact' : 'at-least',
    boundReasons,
  };
}
