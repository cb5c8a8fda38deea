import { Problem } from '../../model/problem.ts';
import { queryTogether, rowsOf } from './query.ts';
import { textIn } from './row.ts';
import type { OrgSession } from './session.ts';
import type { Wire } from './wire.ts';

/** Id of the user of a name. */
export async function findUser(wire: Wire, username: string): Promise<string | undefined> {
  const quoted = username.replaceAll(/[\\']/g, '\\$&');
  const [found] = await queryTogether(wire, [{ soql: `SELECT Id FROM User WHERE Username = '${quoted}'` }]);
  const [row] = found ? rowsOf(found) : [];
  return row && textIn(row, 'Id');
}

export function noSuchUser(username: string, { label }: OrgSession): Problem {
  return new Problem({
    kind: 'org',
    code: 'no-such-user',
    message: `${label} has no user ${username}.`,
    actions: [
      'Make it as declared: leastwise apply --target-org <alias>.',
      'Or name the right org: --target-org <alias>.',
    ],
  });
}
