import type { IpRange } from '../../model/container.ts';
import { appSubject, appsOf, appTitle, notRead } from '../apps.ts';
import { profileFile } from '../example-tree.ts';
import { isEverything, isTooBroad, rangeSize } from '../ip-ranges.ts';
import type { Rule, Verdict } from '../rule.ts';
import { isGranting, subjectOf, titleOf } from '../subject.ts';
import { listed } from '../wording.ts';

const range = (start: string, end: string) =>
  `<loginIpRanges><endAddress>${end}</endAddress><startAddress>${start}</startAddress></loginIpRanges>`;

function words(ip: IpRange): string {
  if (isEverything(ip)) return `${ip.start}–${ip.end} (everybody)`;
  return `${ip.start}–${ip.end} (${(rangeSize(ip) ?? 0).toLocaleString('en-US')} addresses)`;
}

function judge(
  title: string,
  subject: Pick<Verdict, 'subject' | 'subjectKind' | 'subjectId'>,
  ranges: readonly IpRange[],
): Verdict {
  const broad = ranges.filter(isTooBroad);
  if (broad.length === 0) return { ...subject, outcome: 'pass' };
  return {
    ...subject,
    outcome: 'fail',
    message: `${title} trusts ${listed(broad.map(words))}.`,
    severity: broad.some(isEverything) ? 'high' : 'medium',
    details: broad.map(words),
    locations: broad.map(({ origin }) => origin),
    adminsToChange: true,
  };
}

export const ipRangeTooBroad: Rule = {
  id: 'ip-range-too-broad',
  code: 'P12',
  title: 'An IP range that lets everybody in',
  why: 'A range of 65,536 addresses or more holds whole networks of strangers, and 0.0.0.0–255.255.255.255 is no restriction at all: it only looks like one.',
  fix: 'Name the addresses the application calls from; cloud services publish theirs.',
  severity: 'high',
  principles: ['B4'],
  threats: ['Impersonate'],
  references: [{ standard: 'SBS', id: 'AUTH-003' }],
  needs: [],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'All of them',
        files: profileFile('ERP Integration', { system: ['ApiUserOnly'], xml: range('0.0.0.0', '255.255.255.255') }),
        says: 'everybody',
      },
      {
        name: 'All of them, on a profile that Salesforce ships: its ranges are the admin’s',
        files: profileFile('Admin', { custom: false, xml: range('0.0.0.0', '255.255.255.255') }),
        says: 'everybody',
      },
      {
        name: 'A /8',
        files: profileFile('ERP Integration', { system: ['ApiUserOnly'], xml: range('10.0.0.0', '10.255.255.255') }),
        says: '16,777,216',
      },
    ],
    pass: [
      {
        name: 'Sixteen',
        files: profileFile('ERP Integration', { system: ['ApiUserOnly'], xml: range('203.0.113.0', '203.0.113.15') }),
      },
    ],
  },
  *check({ snapshot }) {
    for (const container of snapshot.containers) {
      if (!isGranting(container) || container.loginIpRanges.length === 0) continue;
      yield judge(titleOf(container), subjectOf(container), container.loginIpRanges);
    }
    for (const app of appsOf(snapshot)) {
      const unread = notRead(app);
      if (unread) yield unread;
      if (app.ipRanges.length > 0) yield judge(appTitle(app), appSubject(app), app.ipRanges);
    }
  },
};
