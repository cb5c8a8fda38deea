/**
 * Namespace prefix of a full name: what stands before the first `__`. API names of permission sets and groups cannot
 * hold two underscores in a row otherwise; a namespace has at most 15 letters, digits and single underscores.
 */
export function namespaceOf(name: string): string {
  return /^([A-Za-z](?:_?[A-Za-z0-9]){0,14})__[A-Za-z]/.exec(name)?.[1] ?? '';
}

/** Prefixes under which Salesforce ships permission sets into orgs. Seen in retrieved orgs; no published list is known. */
export const SALESFORCE_NAMESPACES: ReadonlySet<string> = new Set(['sfdcInternalInt', 'force']);
