import type { IpRange } from '../model/container.ts';

function octets(address: string): number | undefined {
  const parts = address.trim().split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

const IPV6_ALL = /^(::|0*(:0*)*)$/;

/** Addresses in an IPv4 range; `Infinity` for all of IPv6, `undefined` when it cannot be read as a range. */
export function rangeSize({ start, end }: IpRange): number | undefined {
  const first = octets(start);
  const last = octets(end);
  if (first !== undefined && last !== undefined) return last - first + 1;
  return IPV6_ALL.test(start.trim()) && /^f+(:f+)*$/i.test(end.trim()) ? Number.POSITIVE_INFINITY : undefined;
}

/** From here on a range holds whole networks of strangers: a /16. */
const TOO_MANY = 65_536;
const EVERYTHING = 2 ** 32;

export function isTooBroad(range: IpRange): boolean {
  return (rangeSize(range) ?? 0) >= TOO_MANY;
}

/** `0.0.0.0–255.255.255.255` is no restriction. */
export function isEverything(range: IpRange): boolean {
  return (rangeSize(range) ?? 0) >= EVERYTHING;
}

/** Whether these ranges keep anybody out. */
export function restricts(ranges: readonly IpRange[]): boolean {
  return ranges.length > 0 && !ranges.some(isEverything);
}

/** Event logs write `Salesforce.com IP` and nothing at all in this place, too. */
export function isIpAddress(text: string): boolean {
  return octets(text) !== undefined || /^[0-9a-f]*:[0-9a-f:]+$/i.test(text.trim());
}

/** Whether an IPv4 address lies in a range; what cannot be compared lies in it, for nobody is accused on a guess. */
export function isInRange(address: string, { start, end }: IpRange): boolean {
  const [at, first, last] = [octets(address), octets(start), octets(end)];
  if (at === undefined || first === undefined || last === undefined) return true;
  return at >= first && at <= last;
}
