import type { Origin } from '../model/origin.ts';
import { untrustedLine } from './untrusted-text.ts';

/** `a/b.xml:12, :40, :52` for places in one file; files one after another. */
export function places(
  locations: readonly Origin[],
  limit: number,
): { readonly texts: readonly string[]; readonly left: number } {
  const lines = new Map<string, number[]>();
  for (const { path, line } of locations.slice(0, limit)) {
    const known = lines.get(path);
    if (known === undefined) lines.set(path, line > 0 ? [line] : []);
    else if (line > 0 && !known.includes(line)) known.push(line);
  }
  const texts = [...lines].map(([path, numbers]) => {
    const [first, ...others] = numbers;
    const start = first === undefined ? untrustedLine(path) : `${untrustedLine(path)}:${first}`;
    return [start, ...others.map((line) => `:${line}`)].join(', ');
  });
  return { texts, left: Math.max(0, locations.length - limit) };
}
