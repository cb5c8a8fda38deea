import { queryTogether, rowsOf } from './query.ts';
import { textIn } from './row.ts';
import type { Wire } from './wire.ts';

/** Id of the user of a name. */
export async function findUser(wire: Wire, username: string): Promise<string | undefined> {
  const quoted = username.replaceAll(/[\\']/g, '\\$&');
  const [found] = await queryTogether(wire, [{ soql: `SELECT Id FROM User WHERE Username = '${quoted}'` }]);
  const [row] = found ? rowsOf(found) : [];
  return row && textIn(row, 'Id');
}
