import {
  type CheckOutcome,
  JUDGES,
  type SealCheck,
  type Verification,
  type VerifiedIntegration,
} from '../model/verification.ts';
import { counted, pad, paint, type Style, sign, type Tone, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';
import {
  checksBy,
  JUDGE_WORDS,
  judgeLine,
  ORG_WORDS,
  openReasons,
  recordsText,
  refutedText,
  worstOf,
} from './verification-wording.ts';

const SIGNS: Readonly<Record<CheckOutcome, readonly [string, Tone]>> = {
  proved: ['✓', 'good'],
  refuted: ['✗', 'high'],
  'not-checked': ['○', 'quiet'],
};
const SHOWN = 8;
const NAMED = 3;

/** The answer first, then what is wrong, then what nobody could tell. */
export function terminalVerification(seen: Verification, filed: readonly string[], style: Style): string {
  const { org, integrations } = seen;
  const head = `${paint('name', untrustedLine(org.domain), style)} ${sign('·', style)} ${ORG_WORDS[org.kind]} ${sign('·', style)} as ${untrustedLine(seen.by)}`;
  return `${[
    ...wrapped(head, 1, style),
    ...integrations.flatMap((one) => ['', ...integrationLines(one, style)]),
    '',
    ...wrapped(verdict(seen, style), 1, style),
    ...filed.flatMap((file) => wrapped(paint('quiet', `Evidence: ${untrustedLine(file)}`, style), 1, style)),
    ...(filed.length > 0 ? wrapped(paint('quiet', `SHA-256 ${seen.sha256}`, style), 1, style) : nextLines(seen, style)),
  ].join('\n')}\n`;
}

function signed(outcome: CheckOutcome, style: Style): string {
  const [character, tone] = SIGNS[outcome];
  return paint(tone, sign(character, style), style);
}

function integrationLines(one: VerifiedIntegration, style: Style): readonly string[] {
  const { name, username, permissionSet, checks, probe, judgesDiffer, notes } = one;
  const about = [username, permissionSet].map(untrustedLine).join(` ${sign('·', style)} `);
  const judges = JUDGES.filter((judge) => checksBy(one, judge).length > 0);
  const refuted = checks.filter(({ outcome }) => outcome === 'refuted');
  const shown = style.verbose ? refuted : refuted.slice(0, SHOWN);
  const line = (text: string): readonly string[] => wrapped(text, 5, style);
  return [
    ...wrapped(`${paint('strong', untrustedLine(name), style)} ${sign('·', style)} ${about}`, 1, style),
    ...judges.flatMap((judge) =>
      wrapped(
        `${signed(worstOf(checksBy(one, judge)), style)} ${pad(JUDGE_WORDS[judge], 11)}${judgeLine(one, judge)}`,
        3,
        style,
      ),
    ),
    ...(probe ? wrapped(paint('quiet', untrustedLine(recordsText(one)), style), 16, style) : []),
    ...shown.flatMap((check) => line(`${signed('refuted', style)} ${untrustedLine(refutedText(check))}`)),
    ...(refuted.length > shown.length
      ? line(paint('quiet', `and ${counted(refuted.length - shown.length, 'more', 'more')}: --verbose`, style))
      : []),
    ...(probe?.records.left ?? []).flatMap((left) =>
      line(`${signed('refuted', style)} left behind: ${untrustedLine(left)}`),
    ),
    ...judgesDiffer.flatMap(({ permission, engine, platform }) =>
      line(
        `${signed('refuted', style)} ${untrustedLine(permission)}: Leastwise says ${yes(engine)}, Salesforce says ${yes(platform)}. That is a mistake of ours, unless somebody changed the org meanwhile: please report it.`,
      ),
    ),
    ...openReasons(checks).flatMap(({ reason, of }) =>
      line(paint('quiet', `${sign('○', style)} ${untrustedLine(`${named(of)}: ${reason}`)}`, style)),
    ),
    ...notes.flatMap((note) => line(`${paint('medium', sign('▲', style), style)} ${untrustedLine(note)}`)),
  ];
}

const yes = (may: boolean): string => (may ? 'yes' : 'no');

function named(permissions: readonly string[]): string {
  const all = [...new Set(permissions)];
  const more = all.length - NAMED;
  return `${all.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function verdict({ counts, integrations }: Verification, style: Style): string {
  const of = (outcome: CheckOutcome): number => JUDGES.reduce((sum, judge) => sum + counts[judge][outcome], 0);
  const [proved, refuted, open] = [of('proved'), of('refuted'), of('not-checked')];
  const rest = open === 0 ? '' : ` ${counted(open, 'check')} ${open === 1 ? 'was' : 'were'} not possible.`;
  if (refuted > 0) return `${paint('high', `${counted(refuted, 'check')} refuted`, style)}, ${proved} proved.${rest}`;
  if (proved === 0) return `${paint('medium', 'Nothing was proved.', style)}${rest}`;
  return `${paint('good', `${counted(integrations.length, 'integration')} as declared`, style)}: ${counted(proved, 'check')} proved.${rest}`;
}

function nextLines({ integrations }: Verification, style: Style): readonly string[] {
  const isTried = integrations.some((one) => checksBy(one, 'probe').length > 0);
  const next = isTried
    ? 'Keep it: --evidence <file.html> --evidence <file.json>'
    : 'Try it as the integrations themselves: --probe';
  return wrapped(paint('quiet', next, style), 1, style);
}

/** Whether filed evidence is still what was sealed. */
export function terminalSealCheck({ file, intact, sealed, computed, ...about }: SealCheck, style: Style): string {
  const made = [about.tool, about.started, about.org, about.by].filter((text) => text !== '').map(untrustedLine);
  const verdictText = intact
    ? `${signed('proved', style)} ${untrustedLine(file)} is intact: its content amounts to the hash in it.`
    : `${signed('refuted', style)} ${untrustedLine(file)} was changed: its content does not amount to the hash in it.`;
  return `${[
    ...wrapped(verdictText, 1, style),
    ...wrapped(paint('quiet', made.join(` ${sign('·', style)} `), style), 3, style),
    ...wrapped(`in the file  ${untrustedLine(sealed)}`, 3, style),
    ...wrapped(`worked out   ${computed}`, 3, style),
    ...(intact
      ? wrapped(
          paint(
            'quiet',
            'Compare it with the hash that was noted when it was made: who changes a file can seal it anew.',
            style,
          ),
          3,
          style,
        )
      : []),
  ].join('\n')}\n`;
}
