import { writeWhole } from '../files/write-whole.ts';

/** Leaves a report at a path, whole or not at all; ends with a line end. */
export async function writeReport(path: string, text: string): Promise<void> {
  await writeWhole(path, text.endsWith('\n') ? text : `${text}\n`);
}
