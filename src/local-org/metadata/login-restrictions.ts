import { loginRestrictions, restrictLogin } from '../login/login-restrictions.ts';
import type { Org } from '../org.ts';
import { childOf, childrenOf, element, elements, textOf, type XmlNode } from './xml-node.ts';

/** Lays ranges and hours of a file over those of a profile: ranges that are named replace, empty hours take away (facts 6.5). */
export function writeRestrictions(org: Org, profileId: string, xml: XmlNode): void {
  const named = childrenOf(xml, 'loginIpRanges').map(
    (range) => [textOf(range, 'startAddress') ?? '', textOf(range, 'endAddress') ?? ''] as const,
  );
  const hours = childOf(xml, 'loginHours');
  const minutes = hours?.children.map(({ name, text }) => [name, Number(text.trim())] as const);
  if (named.length === 0 && !minutes) return;
  restrictLogin(org, profileId, {
    ...(named.length === 0 ? {} : { ranges: named }),
    ...(minutes ? { hours: Object.fromEntries(minutes) } : {}),
  });
}

export function readRestrictions(org: Org, profileId: string): readonly XmlNode[] {
  const { ranges, hours } = loginRestrictions(org, profileId);
  return [
    ...(Object.keys(hours).length === 0 ? [] : [element('loginHours', elements(hours))]),
    ...ranges.map(([startAddress, endAddress]) => element('loginIpRanges', elements({ startAddress, endAddress }))),
  ];
}
