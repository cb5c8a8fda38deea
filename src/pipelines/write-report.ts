import { PRIVATE, writeWhole } from '../files/write-whole.ts';

/** Leaves a report at a path, whole or not at all; ends with a line end. */
export async function writeReport(path: string, text: string): Promise<void> {
  await writeWhole(path, text.endsWith('\n') ? text : `${text}\n`);
}

/** The same for a report with data of an org in it: its owner alone may read it. */
export async function writePrivateReport(path: string, text: string): Promise<void> {
  await writeWhole(path, text, PRIVATE);
}
