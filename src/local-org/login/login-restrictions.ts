import type { Org } from '../org.ts';
import { type IpRange, isInRange } from './ip-range.ts';

/** Minutes since midnight, by day: `mondayStart`, `mondayEnd` … (facts 6.5). */
export type LoginHours = Readonly<Record<string, number>>;

/** What a profile says of where and when its users may log in. */
export interface LoginRestrictions {
  /** None: from anywhere. */
  readonly ranges: readonly IpRange[];
  /** None: at any time. A day that is not named is open. */
  readonly hours: LoginHours;
}

const TABLE =
  'CREATE TABLE IF NOT EXISTS "#login_restriction" (profile TEXT PRIMARY KEY, ranges TEXT NOT NULL, hours TEXT NOT NULL)';
const NONE: LoginRestrictions = { ranges: [], hours: {} };
const MINUTES_A_DAY = 1440;

export function loginRestrictions({ store }: Org, profileId: string): LoginRestrictions {
  store.database.exec(TABLE);
  const row = store.all('SELECT ranges, hours FROM "#login_restriction" WHERE profile = ?', [profileId])[0];
  if (!row) return NONE;
  return { ranges: JSON.parse(String(row['ranges'])), hours: JSON.parse(String(row['hours'])) };
}

/** Changes the restrictions of a profile; what is not given stays. */
export function restrictLogin(org: Org, profileId: string, changes: Partial<LoginRestrictions>): void {
  const { ranges, hours } = { ...loginRestrictions(org, profileId), ...changes };
  const sql = 'INSERT OR REPLACE INTO "#login_restriction" (profile, ranges, hours) VALUES (?, ?, ?)';
  org.store.all(sql, [profileId, JSON.stringify(ranges), JSON.stringify(hours)]);
}

/** Whether an address is one that the profile allows. */
export function isAllowedFrom({ ranges }: LoginRestrictions, address: string): boolean {
  return ranges.length === 0 || ranges.some((range) => isInRange(address, range));
}

/** Whether the profile allows log-ins now, by the clock of the organisation. */
export function isAllowedNow(org: Org, { hours }: LoginRestrictions): boolean {
  if (Object.keys(hours).length === 0) return true;
  const zone = String(org.store.all('SELECT "TimeZoneSidKey" FROM "Organization"')[0]?.['TimeZoneSidKey'] ?? 'GMT');
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'long',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const parts = new Map(clock.formatToParts(org.now()).map(({ type, value }) => [type, value]));
  const day = String(parts.get('weekday')).toLowerCase();
  const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
  const [start, end] = [hours[`${day}Start`] ?? 0, hours[`${day}End`] ?? MINUTES_A_DAY];
  return minute >= start && minute < end;
}
