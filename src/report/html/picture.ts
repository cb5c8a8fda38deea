import type { AuditedIntegration } from '../../model/audit.ts';
import { text } from './escape.ts';

const ROW = 26;
const TOP = 44;
const COLUMN_X = [12, 370, 770] as const;
/** Width of a character of a label, as near as a proportional face allows. */
const CHARACTER = 7.7;
const LABEL_CHARACTERS = [44, 40, 38] as const;
const HEADS = ['APPLICATION', 'USER', 'PERMISSION SET'] as const;

const NO_USER = 'no user known';

interface Node {
  readonly id: string;
  readonly label: string;
  readonly y: number;
  /** Names of the integrations that have it. */
  readonly integrations: Set<string>;
}

function localName(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

function shortened(label: string, characters: number): string {
  const letters = [...label];
  return letters.length <= characters ? label : `${letters.slice(0, characters - 1).join('')}…`;
}

/** Places each thing in the row of the first integration that has it: where all is well, every line is level. */
function place(
  integrations: readonly AuditedIntegration[],
  partsOf: (integration: AuditedIntegration) => readonly string[],
): Map<string, Node> {
  const nodes = new Map<string, Node>();
  let next = 0;
  integrations.forEach((integration, row) => {
    next = Math.max(next, row);
    for (const part of partsOf(integration)) {
      const known = nodes.get(part);
      if (known) known.integrations.add(integration.name);
      else {
        nodes.set(part, {
          id: part,
          label: localName(part),
          y: TOP + next * ROW,
          integrations: new Set([integration.name]),
        });
        next += 1;
      }
    }
  });
  return nodes;
}

const appsOf = ({ apps, name }: AuditedIntegration): readonly string[] =>
  apps.length > 0 ? apps : [`integration:${name}`];
const usersOf = ({ users, name }: AuditedIntegration): readonly string[] =>
  users.length > 0 ? users.map((user) => `user:${user}`) : [`none:${name}`];
const setsOf = ({ permissionSets, groups }: AuditedIntegration): readonly string[] => [...permissionSets, ...groups];

const isMissing = ({ id }: Node): boolean => id.startsWith('none:');

function line(from: Node, to: Node, column: 0 | 1): string {
  const letters = Math.min(isMissing(from) ? NO_USER.length : [...from.label].length, LABEL_CHARACTERS[column]);
  const startX = COLUMN_X[column] + 22 + letters * CHARACTER;
  const endX = (COLUMN_X[column + 1] ?? 0) - 10;
  const crossing = from.integrations.size > 1 || to.integrations.size > 1 ? ' class="crossing"' : '';
  const middle = (startX + endX) / 2;
  return `<path${crossing} d="M${startX} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${endX} ${to.y}"/>`;
}

function nodeMark(node: Node, column: 0 | 1 | 2): string {
  const x = COLUMN_X[column];
  const isMissing =
    column === 1 && node.label !== '' && node.integrations.size === 1 && node.label === [...node.integrations][0];
  if (isMissing) return `<text class="none" x="${x + 12}" y="${node.y + 4}">${NO_USER}</text>`;
  const shared = node.integrations.size > 1 ? ' class="shared"' : '';
  const note = node.integrations.size > 1 ? ` shared by ${[...node.integrations].join(', ')}` : '';
  return `<g${shared}><title>${text(node.label + note)}</title><circle cx="${x}" cy="${node.y}" r="4"/><text x="${x + 12}" y="${node.y + 4}">${text(shortened(node.label, LABEL_CHARACTERS[column]))}</text></g>`;
}

function summaryOf(shared: number, withoutUser: number, all: number): string {
  const said =
    shared > 0
      ? `${shared} ${shared === 1 ? 'thing is' : 'things are'} shared by several applications: dashed red lines.`
      : withoutUser === 0
        ? 'Every application has its own user and its own permission set.'
        : 'Nothing is seen to be shared.';
  if (withoutUser === 0) return said;
  return withoutUser === all
    ? `${said} No user is known: users are not in this source.`
    : `${said} ${withoutUser} of ${all} ${withoutUser === 1 ? 'has' : 'have'} no user in this source.`;
}

/**
 * Applications, users and permission sets in three columns. One application, one user, one set is a level line; what is
 * shared is drawn dashed and in red, and said in words.
 */
export function picture(integrations: readonly AuditedIntegration[]): string {
  const own = integrations.filter((integration) => integration.class === 'own');
  if (own.length === 0) return '';
  const apps = place(own, appsOf);
  const users = place(own, usersOf);
  const sets = place(own, setsOf);
  const lines = own.flatMap((integration) => {
    const joined = (
      from: Map<string, Node>,
      fromIds: readonly string[],
      to: Map<string, Node>,
      toIds: readonly string[],
      column: 0 | 1,
    ): readonly string[] =>
      fromIds.flatMap((fromId) =>
        toIds.flatMap((toId) => {
          const start = from.get(fromId);
          const end = to.get(toId);
          return start && end ? [line(start, end, column)] : [];
        }),
      );
    return [
      ...joined(apps, appsOf(integration), users, usersOf(integration), 0),
      ...joined(users, usersOf(integration), sets, setsOf(integration), 1),
    ];
  });
  const columns = [apps, users, sets];
  const marks = columns.flatMap((nodes, column) =>
    [...nodes.values()].map((node) => nodeMark(node, column as 0 | 1 | 2)),
  );
  const height =
    TOP + ROW * Math.max(...columns.flatMap((nodes) => [...nodes.values()].map(({ y }) => (y - TOP) / ROW + 1)));
  const heads = HEADS.map(
    (head, column) => `<text class="head" x="${(COLUMN_X[column] ?? 0) + 12}" y="18">${head}</text>`,
  );
  const shared = columns.reduce(
    (sum, nodes) => sum + [...nodes.values()].filter(({ integrations: holders }) => holders.size > 1).length,
    0,
  );
  const summary = summaryOf(shared, own.filter(({ users: known }) => known.length === 0).length, own.length);
  return `<section aria-labelledby="picture-head"><h2 id="picture-head">Who uses what</h2>
<p class="note">${summary}</p>
<div class="picture" tabindex="0" role="region" aria-label="Applications, users and permission sets"><svg viewBox="0 0 1110 ${height}" role="img" aria-label="${summary}">${heads.join('')}${lines.join('')}${marks.join('')}</svg></div></section>`;
}
