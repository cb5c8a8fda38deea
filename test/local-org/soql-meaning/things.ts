import fc from 'fast-check';

/** A record of the one object that random queries are about: every kind of value, and a parent of its own kind. */
export interface Thing {
  readonly Id: string;
  readonly Text__c: string | null;
  readonly Kind__c: string | null;
  readonly Number__c: number | null;
  readonly Flag__c: boolean;
  /** `2026-11-24`. */
  readonly Day__c: string | null;
  /** ISO, in UTC. */
  readonly When__c: string | null;
  readonly Picks__c: string | null;
  readonly parent: Thing | null;
}

export type ThingField = Exclude<keyof Thing, 'parent' | 'Id'>;

/** A thing before it is kept: its parent by its place among those before it. */
export type Draft = Omit<Thing, 'Id' | 'parent'> & { readonly parentAt: number | null };

export const NOW = new Date('2026-11-24T10:00:00Z');
export const TEXTS = ['a', 'A', 'ab', 'Abc', 'b%', '_b', 'b_', "it's", 'back\\slash', 'zz top'] as const;
export const KINDS = ['x', 'y', 'z'] as const;
export const NUMBERS = [-2, -0.5, 0, 1, 2.25, 3] as const;
export const PICKS = ['p', 'q', 'r'] as const;

const DAY = 86_400_000;
const dayAround = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -420, max: 420 }));
const nullable = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 4 });
const moment = (days: number, minutes: number): string =>
  new Date(NOW.getTime() + days * DAY + minutes * 60_000).toISOString();

export const drafts: fc.Arbitrary<readonly Draft[]> = fc.array(
  fc.record({
    Text__c: nullable(fc.constantFrom(...TEXTS)),
    Kind__c: nullable(fc.constantFrom(...KINDS)),
    Number__c: nullable(fc.constantFrom(...NUMBERS)),
    Flag__c: fc.boolean(),
    Day__c: nullable(dayAround.map((days) => moment(days, 0).slice(0, 10))),
    When__c: nullable(
      fc.tuple(dayAround, fc.integer({ min: -720, max: 720 })).map(([days, minutes]) => moment(days, minutes)),
    ),
    Picks__c: nullable(fc.subarray([...PICKS], { minLength: 1 }).map((picks) => picks.join(';'))),
    parentAt: nullable(fc.nat(20)),
  }),
  { minLength: 1, maxLength: 14 },
);
