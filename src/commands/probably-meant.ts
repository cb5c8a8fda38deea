/** Letters in which two words differ, counted from a matching start and a matching end. */
function difference(a: string, b: string): number {
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return Math.max(a.length, b.length) - start - end;
}

/** Words that are nearly what was typed. */
export function probablyMeant(typed: string, known: readonly string[]): readonly string[] {
  const wanted = typed.toLowerCase();
  return known.filter((word) => word.startsWith(wanted) || wanted.startsWith(word) || difference(wanted, word) <= 2);
}
