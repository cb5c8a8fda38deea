import type { GrantList } from '../model/change.ts';
import type { SampleQuery } from '../model/login-test.ts';

const MOST_FIELDS = 5;

/** A query of something that the integration may read, with a few of its fields. */
export function sampleQuery({ objects, fields }: GrantList): SampleQuery | undefined {
  const readable = Object.entries(objects).filter(([, verbs]) => verbs.includes('read'));
  // What it is made for: its own objects first, then what it may change, then the rest.
  const [object] =
    readable.find(([name]) => name.endsWith('__c')) ??
    readable.find(([, verbs]) => verbs.includes('edit')) ??
    readable[0] ??
    [];
  if (object === undefined) return undefined;
  const own = Object.entries(fields)
    .filter(([name, verbs]) => name.startsWith(`${object}.`) && verbs.includes('read'))
    .map(([name]) => name.slice(object.length + 1))
    .slice(0, MOST_FIELDS);
  const selected = [...new Set(['Id', ...own])];
  return { object, fields: selected, soql: `SELECT ${selected.join(', ')} FROM ${object} LIMIT 1` };
}

/** Objects that every org has, takes permissions for, and that matter to somebody who stole a token. */
const EVERYWHERE = ['Opportunity', 'Case', 'Lead', 'Contact', 'Account', 'Campaign', 'Contract', 'Product2'] as const;

/** A query of something that is not granted; `undefined` when all of that is. It reads, and never changes. */
export function forbiddenQuery({ objects }: GrantList): string | undefined {
  const granted = new Set(Object.keys(objects).map((name) => name.toLowerCase()));
  const object = EVERYWHERE.find((name) => !granted.has(name.toLowerCase()));
  return object === undefined ? undefined : `SELECT Id FROM ${object} LIMIT 1`;
}
