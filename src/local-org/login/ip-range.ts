import { isIP } from 'node:net';

/** First and last address. */
export type IpRange = readonly [string, string];

function numberOf(address: string): bigint | undefined {
  const plain = address.replace(/^::ffff:/, '');
  if (isIP(plain) !== 4) return undefined;
  return plain.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

/** IPv4 ranges; an IPv6 address is in a range only when it is its first or last. */
export function isInRange(address: string, [first, last]: IpRange): boolean {
  const [at, low, high] = [numberOf(address), numberOf(first), numberOf(last)];
  if (at === undefined || low === undefined || high === undefined) return address === first || address === last;
  return at >= low && at <= high;
}
