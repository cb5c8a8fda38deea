import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Marks of a database as an org of ours: `LWSG`, and the shape of what Leastwise itself keeps in it. */
const APPLICATION_ID = 0x4c575347;
const FORMAT = 1;

/** Codes of what can be wrong with a file that should keep an org. */
export type OrgFileFault = 'ORG_FILE_UNREADABLE' | 'ORG_FILE_FOREIGN' | 'ORG_FILE_FORMAT' | 'ORG_FILE_IN_USE';

function fault(code: OrgFileFault, message: string): Error {
  return Object.assign(new Error(message), { code });
}

/**
 * Opens the database of an org. A file is created for its owner's eyes alone, is held by one process at a time, and is
 * refused when it is anything but an org.
 *
 * @throws Error with one of the codes above
 */
export function openDatabase(file: string | undefined): DatabaseSync {
  if (file === undefined) return new DatabaseSync(':memory:');
  const database = openFile(file);
  try {
    // Held to the end of the process: two orgs that write one file would be no org.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    checkMarks(database, file);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${FORMAT}`);
    return database;
  } catch (error) {
    database.close();
    throw told(error, file);
  }
}

function openFile(file: string): DatabaseSync {
  try {
    closeSync(openSync(file, 'a', 0o600));
    return new DatabaseSync(file);
  } catch (error) {
    throw fault('ORG_FILE_UNREADABLE', `${file} cannot be opened: ${error instanceof Error ? error.message : error}`);
  }
}

function checkMarks(database: DatabaseSync, file: string): void {
  const number = (pragma: string) => Number(Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]);
  const { tables } = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number };
  if (tables === 0) return;
  if (number('application_id') !== APPLICATION_ID)
    throw fault('ORG_FILE_FOREIGN', `${file} is a database, but not one that keeps a local org.`);
  if (number('user_version') !== FORMAT)
    throw fault('ORG_FILE_FORMAT', `${file} was written by another version of Leastwise.`);
}

function told(error: unknown, file: string): unknown {
  const message = error instanceof Error ? error.message : String(error);
  if (/not a database|malformed/.test(message)) return fault('ORG_FILE_FOREIGN', `${file} is not a database.`);
  if (/locked|busy/.test(message)) return fault('ORG_FILE_IN_USE', `${file} is in use by another local org.`);
  return error;
}
