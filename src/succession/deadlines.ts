import type { Deadline } from '../model/deadline.ts';
import type { Declaration, LifeCycle } from '../model/declaration.ts';
import type { AuditSettings } from '../model/settings.ts';
import type { Snapshot } from '../model/snapshot.ts';

const DAY = 86_400_000;

export function daysUntil(day: string, today: string): number {
  return Math.round((Date.parse(day.slice(0, 10)) - Date.parse(today)) / DAY);
}

export function dayAfter(today: string, days: number): string {
  return new Date(Date.parse(today) + days * DAY).toISOString().slice(0, 10);
}

/** When somebody looks again at each integration. What was never reviewed, and says no day, is due today. */
export function reviewsOf(
  declarations: readonly Declaration[],
  today: string,
  { reviewDays }: LifeCycle,
): readonly Deadline[] {
  return declarations
    .filter(({ retire }) => retire?.stage !== 'removed')
    .map(({ name, owner, review, reviewed }): Deadline => {
      const ends = review ?? (reviewed && dayAfter(reviewed.on, reviewDays));
      const last = reviewed ? `last reviewed on ${reviewed.on} by ${reviewed.by}` : 'never reviewed';
      return { kind: 'review', name, owner, ends, inDays: ends ? daysUntil(ends, today) : 0, text: last };
    })
    .sort(bySoonest);
}

/** Everything that ends: what is declared, what is accepted for a time, and what an org says, when one was read. */
export function deadlines(
  declarations: readonly Declaration[],
  { waivers }: Pick<AuditSettings, 'waivers'>,
  snapshot: Snapshot | undefined,
  today: string,
  life: LifeCycle,
): readonly Deadline[] {
  const ending = (kind: Deadline['kind'], name: string, owner: string, ends: string, text: string): Deadline => ({
    kind,
    name,
    owner,
    ends: ends.slice(0, 10),
    inDays: daysUntil(ends, today),
    text,
  });
  const declared = declarations.flatMap(({ name, owner, expires }) =>
    expires ? [ending('assignment', name, owner, expires, 'its access ends, as declared')] : [],
  );
  const isDeclared = new Set(declared.map(({ ends }) => ends));
  const held = (snapshot?.assignments ?? []).flatMap(({ username, target, expires, ended }) =>
    expires && !ended && !isDeclared.has(expires.slice(0, 10))
      ? [ending('assignment', username, '', expires, `${target.name} ends in the org`)]
      : [],
  );
  const certificates = (snapshot?.certificates ?? []).flatMap(({ name, expires }) =>
    expires ? [ending('certificate', name, '', expires, 'whoever logs in with it is refused afterwards')] : [],
  );
  const accepted = waivers.map(({ rule, subject, owner, until }) =>
    ending('waiver', subject, owner, until, `${rule} fails again afterwards`),
  );
  return [...reviewsOf(declarations, today, life), ...declared, ...held, ...certificates, ...accepted].sort(bySoonest);
}

function bySoonest(a: Deadline, b: Deadline): number {
  return a.inDays - b.inDays || (a.name < b.name ? -1 : 1);
}
