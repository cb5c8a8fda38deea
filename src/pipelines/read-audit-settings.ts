import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { readSettings, type SettingsOptions } from '../config/read-settings.ts';
import type { AuditSettings } from '../model/settings.ts';

/** The settings that go with a source: those beside it or above it, with flags over them. */
export async function readAuditSettings(
  options: Omit<SettingsOptions, 'directory'> & { readonly source: string },
): Promise<AuditSettings> {
  const { source, ...others } = options;
  const path = resolve(source);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const { settings } = await readSettings({ ...others, directory: isFolder ? path : dirname(path) });
  return settings;
}
