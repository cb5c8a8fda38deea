import { dirname } from 'node:path';
import { readSettings } from '../config/read-settings.ts';

/** Folder of the nearest `leastwise.yml`, beside which runs are kept; the folder itself when there is none. */
export async function projectRoot(directory: string, config: string | undefined): Promise<string> {
  const { file } = await readSettings({ directory, file: config });
  return file === undefined ? directory : dirname(file);
}
