import type { Org } from '../org.ts';
import type { Retrieved } from './kind.ts';
import { CUSTOM_FIELD, fieldsFile } from './kinds/custom-field.ts';
import { KINDS, kindOf } from './kinds.ts';
import { type Manifest, writeManifest } from './manifest.ts';
import { writeFile } from './xml-node.ts';
import { packZip } from './zip.ts';

export interface FileProperties {
  readonly type: string;
  readonly fullName: string;
  readonly fileName: string;
}

export interface RetrieveOutcome {
  readonly zip: Buffer;
  readonly files: readonly FileProperties[];
  readonly messages: readonly { readonly fileName: string; readonly problem: string }[];
}

/** All of everything: what `readMetadata` of a container shows. */
export const EVERYTHING: Retrieved = { has: () => true };

/** What a manifest asks for; profiles show only permissions on it, sets show all of theirs (facts 7.2). */
function retrievedBy(org: Org, manifest: Manifest): Retrieved {
  const wanted = new Map(
    [...manifest].map(([type, members]) => [
      type,
      new Set(members.includes('*') ? [...members, ...(kindOf(type)?.list(org) ?? [])] : members),
    ]),
  );
  return { has: (type, fullName) => wanted.get(type)?.has(fullName) === true };
}

/** Retrieves what a manifest names, as a zip. */
export function retrieveFiles(org: Org, manifest: Manifest, version: string, singlePackage: boolean): RetrieveOutcome {
  const retrieved = retrievedBy(org, manifest);
  const files = new Map<string, string>();
  const properties: FileProperties[] = [];
  const messages: { readonly fileName: string; readonly problem: string }[] = [];
  const packaged = new Map<string, string[]>();
  const root = singlePackage ? '' : 'unpackaged/';
  const missing = (type: string, fullName: string) =>
    messages.push({
      fileName: `${root}package.xml`,
      problem: `Entity of type '${type}' named '${fullName}' cannot be found`,
    });
  const add = (type: string, fullName: string, path: string, text: string): void => {
    files.set(`${root}${path}`, text);
    properties.push({ type, fullName, fileName: `${root}${path}` });
    packaged.set(type, [...(packaged.get(type) ?? []), fullName]);
  };
  for (const kind of KINDS) {
    const asked = manifest.get(kind.type) ?? [];
    const names = [...new Set(asked.flatMap((member) => (member === '*' ? kind.list(org) : [member])))];
    for (const fullName of names) {
      const xml = kind.read(org, fullName, kind.type === 'Profile' ? retrieved : EVERYTHING);
      if (!xml) {
        missing(kind.type, fullName);
        continue;
      }
      const path = `${kind.folder}/${encodedName(fullName)}.${kind.suffix}`;
      add(kind.type, fullName, kind.hasBody ? `${path}-meta.xml` : path, writeFile(xml));
      if (kind.hasBody) files.set(`${root}${path}`, kind.body?.(org, fullName) ?? '');
    }
  }
  const fields = Map.groupBy(manifest.get('CustomField') ?? [], (member) => member.split('.')[0] ?? '');
  for (const [object, members] of fields) {
    const path = `objects/${object}.object`;
    const isWhole = files.has(`${root}${path}`);
    const known = new Set(CUSTOM_FIELD.list(org));
    const file = fieldsFile(org, object, members);
    for (const member of members) {
      if (!known.has(member)) missing('CustomField', member);
      else if (file && !isWhole) add('CustomField', member, path, writeFile(file));
    }
  }
  files.set(`${root}package.xml`, writeManifest(packaged, version));
  return { zip: packZip(files), files: properties, messages };
}

/** File names of components whose names hold what paths cannot. */
function encodedName(name: string): string {
  return name.replaceAll(
    /[%/\\<>?*:"|]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
