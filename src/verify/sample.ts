/** So many of them, evenly from first to last: always the same ones of the same list. */
export function sample<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: Math.max(0, most) }, (_, at) => all[Math.floor((at * all.length) / most)]).flatMap(
    (one) => (one === undefined ? [] : [one]),
  );
}
