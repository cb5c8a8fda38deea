/** Whether a text of Setup names something as a whole: not within a longer word, or a name that goes on. */
export function mentions(text: string, name: string): boolean {
  if (name.length < 2) return false;
  const [low, wanted] = [text.toLowerCase(), name.toLowerCase()];
  for (let at = low.indexOf(wanted); at >= 0; at = low.indexOf(wanted, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + name.length] ?? ' '];
    if (!/[\p{L}\p{N}_.-]/u.test(before) && !/[\p{L}\p{N}_@-]/u.test(after)) return true;
  }
  return false;
}
