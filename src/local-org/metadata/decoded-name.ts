/** A name as its file has it, percent escapes resolved; one that is escaped wrongly stays as it is. */
export function decodedName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
