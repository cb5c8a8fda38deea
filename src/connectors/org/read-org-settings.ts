import type { OrgSetting } from '../../model/setting.ts';
import { queryTogether } from './query.ts';
import type { Reading } from './reading.ts';
import { isRow, type Row } from './row.ts';

/**
 * Settings that matter for integrations, by the name of their file in metadata. The Tooling API has an object for each with
 * one row (types of API v68), which takes no more than View Setup.
 */
const OBJECTS: Readonly<Record<string, string>> = {
  Security: 'SecuritySettings',
  ConnectedApp: 'ConnectedAppSettings',
  OauthOidc: 'OauthOidcSettings',
  ExternalClientApp: 'ExternalClientAppSettings',
};

export async function readOrgSettings({ wire, notes }: Reading): Promise<readonly OrgSetting[]> {
  const found = await queryTogether(
    wire,
    Object.values(OBJECTS).map((object) => ({ soql: `SELECT Metadata FROM ${object}`, api: 'tooling' as const })),
  );
  const failed = found.filter((one) => !one.ok);
  if (failed.length === found.length) notes.refused('settings', failed[0]?.failure);
  else if (failed.length > 0)
    notes.partial('settings', `${failed.length} of ${found.length} kinds of settings could not be read`);
  else notes.read('settings');
  return Object.entries(OBJECTS).flatMap(([file, object], at) => {
    const one = found[at];
    const metadata = one?.ok ? one.rows[0]?.['Metadata'] : undefined;
    return isRow(metadata) ? valuesOf(metadata, { file, object }) : [];
  });
}

interface Place {
  readonly file: string;
  readonly object: string;
  readonly key?: string;
}

/** Every value by its dotted path, as the file of the settings would give it. */
function valuesOf(metadata: Row, { file, object, key: above }: Place): readonly OrgSetting[] {
  return Object.entries(metadata).flatMap(([name, value]) => {
    const key = above === undefined ? name : `${above}.${name}`;
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.flatMap((one): readonly OrgSetting[] => {
      if (isRow(one)) return valuesOf(one, { file, object, key });
      if (one === null || one === undefined) return [];
      return [{ file, key, value: String(one), origin: { path: `${object}/${key}`, line: 0 } }];
    });
  });
}
