const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The three characters that make a case-sensitive 15-character id safe to compare in any case. */
export function idSuffix(id15: string): string {
  let suffix = '';
  for (let block = 0; block < 3; block++) {
    let bits = 0;
    for (let at = 0; at < 5; at++) {
      const character = id15[block * 5 + at] ?? '0';
      if (character >= 'A' && character <= 'Z') bits |= 1 << at;
    }
    suffix += SUFFIX[bits];
  }
  return suffix;
}

/** A record id: key prefix, pod `Lw`, and the number in base 62. Always 18 characters. */
export function recordId(keyPrefix: string, number: number): string {
  let rest = number;
  let tail = '';
  for (let at = 0; at < 10; at++) {
    tail = (DIGITS[rest % 62] ?? '0') + tail;
    rest = Math.floor(rest / 62);
  }
  const id15 = `${keyPrefix}Lw${tail}`;
  return id15 + idSuffix(id15);
}

/** 15 or 18 characters to 18; `undefined` when it is no id at all. */
export function fullId(id: string): string | undefined {
  if (!/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(id)) return undefined;
  const id15 = id.slice(0, 15);
  const suffix = idSuffix(id15);
  return id.length === 15 || id.slice(15).toUpperCase() === suffix ? id15 + suffix : undefined;
}
