import { parseJson } from '../connectors/org/answer.ts';
import { describedObject } from '../connectors/org/describe-object.ts';
import { makeRecords, removeRecords } from '../connectors/org/probe-records.ts';
import type { KeptRecord } from '../connectors/org/probe-wire.ts';
import type { OrgSession } from '../connectors/org/session.ts';
import { openWire, type Wire } from '../connectors/org/wire.ts';
import { openWriteWire } from '../connectors/org/write-wire.ts';
import type { DescribedObject } from '../model/described-object.ts';
import type { RecordToMake } from '../model/probe.ts';
import { Problem } from '../model/problem.ts';
import type { ProbedRecords } from '../model/verification.ts';
import { isDetail, parentsOf, recordValues } from '../verify/record-values.ts';

export interface MakerOptions {
  readonly mark: string;
  /** Id of the integration's user: it owns what it may read, so that sharing does not decide. */
  readonly userId: string;
  readonly mayRead: (object: string) => boolean;
  /** Milliseconds before the first second try. */
  readonly firstWait?: number | undefined;
}

/** What something can be tried on. */
export type Ground =
  | {
      readonly ok: true;
      readonly described: DescribedObject;
      /** Values with which one more can be made. */
      readonly values: Readonly<Record<string, unknown>>;
      /** The record that was made; `undefined` when only what it needs was. */
      readonly id: string | undefined;
      /** It is the user's own, or a detail of one that is. */
      readonly owned: boolean;
    }
  | { readonly ok: false; readonly reason: string; readonly described: DescribedObject | undefined };

/** Makes records in the name of who runs this, for the integration to be tried on, and removes every one of them. */
export interface RecordMaker {
  /** @param itself make one of it; else only the records that it needs */
  groundFor(object: string, itself: boolean): Promise<Ground>;
  /** Records of others that are to be removed, too. */
  adopt(records: readonly KeptRecord[]): void;
  removeAll(): Promise<ProbedRecords>;
  calls(): number;
  close(): Promise<void>;
}

/** An object, what it hangs on, what that hangs on. */
const MOST_DEEP = 3;

type Chain =
  | { readonly ok: true; readonly objects: readonly DescribedObject[] }
  | { readonly ok: false; readonly reason: string; readonly described: DescribedObject | undefined };

type Describe = (object: string) => Promise<DescribedObject | undefined>;

/** What must be made before a record can be, parents first, and the object itself. */
async function chainOf(describe: Describe, object: string, under: readonly string[] = []): Promise<Chain> {
  const found = await describe(object);
  const fail = (reason: string): Chain => ({ ok: false, reason, described: found });
  if (!found) return fail(`${object} is not there for who runs this`);
  if (!found.createable) return fail(`who runs this may not make a record of ${object}`);
  if (under.includes(object) || under.length >= MOST_DEEP) return fail(`${object} needs records of too many objects`);
  const objects: DescribedObject[] = [];
  for (const parent of parentsOf(found)) {
    const chain = await chainOf(describe, parent, [...under, object]);
    if (!chain.ok) return fail(chain.reason);
    objects.push(...chain.objects.filter(({ name }) => !objects.some((one) => one.name === name)));
  }
  return { ok: true, objects: [...objects, found] };
}

/** The records of a chain, each with what the ones before it are called. */
function recordsOf(
  objects: readonly DescribedObject[],
  { mark, userId, mayRead }: MakerOptions,
): readonly RecordToMake[] | string {
  const wanted: RecordToMake[] = [];
  for (const object of objects) {
    const at = (name: string): number => wanted.findIndex((one) => one.object === name);
    const recordOf = (name: string): string | undefined => (at(name) < 0 ? undefined : `@{r${at(name)}.id}`);
    const found = recordValues(object, { mark, userId, recordOf });
    if (!found.ok) return found.reason;
    const marked = found.mark ? { [found.mark.field]: found.mark.value } : {};
    const owned = found.hasOwner && mayRead(object.name) ? { OwnerId: userId } : {};
    wanted.push({ object: object.name, values: { ...found.values, ...marked, ...owned }, mark: found.mark });
  }
  return wanted;
}

export function openRecordMaker(session: OrgSession, options: MakerOptions): RecordMaker {
  const { mark, userId, mayRead, firstWait } = options;
  const reading = openWire(session, { concurrency: 1, firstWait });
  const writing = openWriteWire(session, { firstWait });
  const described = new Map<string, ReturnType<Describe>>();
  const records: KeptRecord[] = [];
  const unknown: string[] = [];
  const describe: Describe = (object) => {
    const known = described.get(object) ?? describedBy(reading, object);
    described.set(object, known);
    return known;
  };
  const make = async (objects: readonly DescribedObject[]): Promise<ReadonlyMap<string, string> | string> => {
    const wanted = recordsOf(objects, options);
    if (typeof wanted === 'string') return wanted;
    if (wanted.length === 0) return new Map();
    const made = await makeRecords(writing, wanted);
    records.push(...(made.ok ? made.records : made.found));
    if (made.ok) return new Map(made.records.map(({ object, id }) => [object, id]));
    unknown.push(...made.unknown.map((object) => `${object}: nobody knows whether one was made`));
    return `no record could be made: ${made.reason}`;
  };
  return {
    groundFor: async (object, itself) => {
      const chain = await chainOf(describe, object);
      if (!chain.ok) return chain;
      const self = chain.objects.at(-1) as DescribedObject;
      const made = await make(itself ? chain.objects : chain.objects.slice(0, -1));
      if (typeof made === 'string') return { ok: false, reason: made, described: self };
      const more = recordValues(self, { mark, userId, recordOf: (name) => made.get(name) });
      if (!more.ok) return { ok: false, reason: more.reason, described: self };
      const owned = more.hasOwner || (isDetail(self) && parentsOf(self).every(mayRead));
      return { ok: true, described: self, values: more.values, id: made.get(object), owned };
    },
    adopt: (others) => records.push(...others),
    removeAll: async () => {
      const left = await removeRecords(writing, records);
      return { made: records.length, removed: records.length - left.length, left: [...left, ...unknown] };
    },
    calls: () => reading.budget.calls + writing.calls(),
    close: async () => {
      await reading.close();
      await writing.close();
    },
  };
}

async function describedBy(wire: Wire, object: string): Promise<DescribedObject | undefined> {
  try {
    const answer = await wire.ask({ method: 'GET', path: `${wire.base}/sobjects/${object}/describe` });
    return answer.ok ? describedObject(parseJson(answer.body)) : undefined;
  } catch (error) {
    // What cannot be read any more cannot be tried on: that is told, and what was made is still removed.
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
