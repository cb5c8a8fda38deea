import type { Route } from './api.ts';

export interface Match {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

interface Node {
  readonly fixed: Map<string, Node>;
  parameter: { readonly name: string; readonly node: Node } | undefined;
  rest: { readonly name: string; readonly routes: Map<string, Route> } | undefined;
  readonly routes: Map<string, Route>;
}

const emptyNode = (): Node => ({ fixed: new Map(), parameter: undefined, rest: undefined, routes: new Map() });

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function decoded(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** A tree of path segments: fixed ones win over named ones, named ones over the rest. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Match | undefined {
  const root = emptyNode();
  for (const route of routes) add(root, route);
  return (method, path) => {
    const given: (readonly [string, string])[] = [];
    const route = find(root, method, segmentsOf(path), 0, given);
    return route && { route, parameters: Object.fromEntries(given) };
  };
}

function add(root: Node, route: Route): void {
  let node = root;
  for (const segment of segmentsOf(route.path)) {
    if (segment.startsWith('*')) {
      node.rest ??= { name: segment.slice(1), routes: new Map() };
      node.rest.routes.set(route.method, route);
      return;
    }
    if (segment.startsWith(':')) {
      node.parameter ??= { name: segment.slice(1), node: emptyNode() };
      node = node.parameter.node;
      continue;
    }
    const next = node.fixed.get(segment.toLowerCase()) ?? emptyNode();
    node.fixed.set(segment.toLowerCase(), next);
    node = next;
  }
  if (node.routes.has(route.method)) throw new Error(`Two routes for ${route.method} ${route.path}`);
  node.routes.set(route.method, route);
}

/** @param given names and values met on the way; those of a way that leads nowhere are taken back */
function find(
  node: Node,
  method: string,
  segments: readonly string[],
  at: number,
  given: (readonly [string, string])[],
): Route | undefined {
  const segment = segments[at];
  if (segment === undefined) return node.routes.get(method);
  const fixed = node.fixed.get(segment) ?? node.fixed.get(segment.toLowerCase());
  const exact = fixed && find(fixed, method, segments, at + 1, given);
  if (exact) return exact;
  if (node.parameter) {
    given.push([node.parameter.name, decoded(segment)]);
    const found = find(node.parameter.node, method, segments, at + 1, given);
    if (found) return found;
    given.pop();
  }
  const rest = node.rest?.routes.get(method);
  if (rest && node.rest) given.push([node.rest.name, segments.slice(at).map(decoded).join('/')]);
  return rest;
}
