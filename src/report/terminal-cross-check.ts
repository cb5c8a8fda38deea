import type { CrossCheck, Disagreeing } from '../model/cross-check.ts';
import { counted, paint, type Style, sign, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

const TOLD = 10;

/** `integration@acme.example may edit Account.Phone: Leastwise says no, the org says yes`. */
function disagreementText({ username, permission, leastwise, org }: Disagreeing): string {
  const word = (may: boolean): string => (may ? 'yes' : 'no');
  return `${untrustedLine(username)} ${untrustedLine(permission)}: leastwise says ${word(leastwise)}, the org says ${word(org)}`;
}

/** In one sentence, for those who read warnings as data. */
export function crossCheckWarning({ disagreements }: CrossCheck): string | undefined {
  const [first] = disagreements;
  if (first === undefined) return undefined;
  const more = disagreements.length > 1 ? ` (and ${disagreements.length - 1} more)` : '';
  return `The org disagrees with Leastwise: ${disagreementText(first)}${more}. ${WHAT_TO_DO}`;
}

const WHAT_TO_DO =
  'This is a mistake of ours, unless somebody changed the org meanwhile: run again, and if it stays, report it with the result of leastwise snapshot save --pseudonyms.';

/** Agreement in one quiet line; a disagreement is told whole, because every verdict above may be wrong. */
export function crossCheckLines(check: CrossCheck | undefined, style: Style): readonly string[] {
  if (check === undefined || (check.users.length === 0 && check.refusals.length === 0)) return [];
  const { users, compared, disagreements, refusals } = check;
  const about = `${counted(compared, 'answer')} about ${counted(users.length, 'user')}`;
  if (disagreements.length > 0)
    return [
      ...wrapped(
        paint('high', `${sign('✗', style)} the org disagrees in ${disagreements.length} of ${about}`, style),
        1,
        style,
      ),
      ...(style.verbose ? disagreements : disagreements.slice(0, TOLD)).flatMap((one) =>
        wrapped(disagreementText(one), 3, style),
      ),
      ...wrapped(WHAT_TO_DO, 3, style),
      '',
    ];
  const [refusal] = refusals;
  const text =
    compared === 0 && refusal !== undefined
      ? `not cross-checked: the org did not say what its users may do (${untrustedLine(refusal)})`
      : `${sign('✓', style)} the org itself gives the same ${about}`;
  return wrapped(paint('quiet', text, style), 1, style);
}
