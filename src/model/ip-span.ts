/** First and last address of a range, both included. */
export interface IpSpan {
  readonly start: string;
  readonly end: string;
}

function numberOf(address: string): number | undefined {
  const parts = address.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

function addressOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

/**
 * Reads a range of IPv4 addresses as people write it: `203.0.113.0/28`, `203.0.113.7`, `203.0.113.1-203.0.113.9`. A block
 * whose address is not its first one is taken as the block that holds it.
 */
export function parseIpSpan(text: string): IpSpan | undefined {
  const [first = '', second, ...others] = text.split(/\s*-\s*/);
  if (others.length > 0) return undefined;
  if (second !== undefined) {
    const [start, end] = [numberOf(first.trim()), numberOf(second.trim())];
    return start === undefined || end === undefined || start > end
      ? undefined
      : { start: addressOf(start), end: addressOf(end) };
  }
  const [, address = '', bits] = /^\s*([\d.]+)(?:\/(\d{1,2}))?\s*$/.exec(first) ?? [];
  const number = numberOf(address);
  const size = 2 ** (32 - Number(bits ?? 32));
  if (number === undefined || size < 1) return undefined;
  const start = number - (number % size);
  return { start: addressOf(start), end: addressOf(start + size - 1) };
}

/** In one order, whoever wrote them: two lists of the same spans are equal lists. */
export function sortSpans(spans: readonly IpSpan[]): readonly IpSpan[] {
  const key = ({ start, end }: IpSpan): string => `${start} ${end}`;
  return spans.map(({ start, end }) => ({ start, end })).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
