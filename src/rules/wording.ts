/** `Account, Contact and 3 more`: names in a sentence, the rest as a number. */
export function listed(names: readonly string[], shown = 3): string {
  // "and 1 more" takes as much room as the name itself.
  if (names.length <= shown + 1) return joined(names);
  return `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`;
}

/** `Account, Contact and Lead`. */
export function joined(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** `1 object`, `40 objects`. */
export function counted(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}
