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
  return (method, path) => find(root, method, segmentsOf(path), 0, {});
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

function find(
  node: Node,
  method: string,
  segments: readonly string[],
  at: number,
  parameters: Readonly<Record<string, string>>,
): Match | undefined {
  const segment = segments[at];
  if (segment === undefined) {
    const route = node.routes.get(method);
    return route && { route, parameters };
  }
  const fixed = node.fixed.get(segment.toLowerCase());
  const exact = fixed && find(fixed, method, segments, at + 1, parameters);
  if (exact) return exact;
  if (node.parameter) {
    const named = { ...parameters, [node.parameter.name]: decoded(segment) };
    const found = find(node.parameter.node, method, segments, at + 1, named);
    if (found) return found;
  }
  const rest = node.rest?.routes.get(method);
  return rest && node.rest
    ? { route: rest, parameters: { ...parameters, [node.rest.name]: segments.slice(at).map(decoded).join('/') } }
    : undefined;
}
