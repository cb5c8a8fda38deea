/** Letters to insert, delete, replace or swap to get from one word to the other. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((row[j - 1] ?? 0) + 1, (rows[i - 1]?.[j] ?? 0) + 1, (rows[i - 1]?.[j - 1] ?? 0) + same);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}

const SHOWN = 3;
const LONGEST = 80;

/** What was probably meant: the nearest candidates, best first; none when nothing is near. */
export function closest(text: string, candidates: Iterable<string>): readonly string[] {
  const wanted = text.toLowerCase().slice(0, LONGEST);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  return [...new Set(candidates)]
    .filter(
      (candidate) => Math.abs(candidate.length - wanted.length) <= limit || candidate.toLowerCase().includes(wanted),
    )
    .map((candidate) => {
      const name = candidate.toLowerCase().slice(0, LONGEST);
      return { candidate, far: name.includes(wanted) && wanted.length > 2 ? 0.5 : distance(wanted, name) };
    })
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ candidate }) => candidate);
}
