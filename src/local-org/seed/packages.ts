import type { MetadataKind } from '../metadata/kind.ts';
import { kindInFolder, kindOf, kindWithSuffix } from '../metadata/kinds.ts';
import { element, parseXml, writeFile, type XmlNode } from '../metadata/xml-node.ts';
import type { Files } from '../metadata/zip.ts';

/** Puts the files of a source tree where a package has them. */
export interface Packages {
  /** @throws Error when a part of a component cannot be parsed */
  place(file: string, read: () => Buffer): void;
  /** The packages, whole; components whose own file is damaged are told and left out. */
  joined(problems: string[]): readonly Files[];
}

interface Component {
  readonly root: string;
  readonly place: string;
  readonly parts: XmlNode[];
}

/** `objects/Account/fields/Phone.field-meta.xml`: a field of an object, wherever in the tree the object itself lies. */
const FIELD = /(?:^|\/)objects\/([^/]+)\/fields\/[^/]+\.field-meta\.xml$/;
/** `permissionsets/Sales/fieldPermissions/Account.Phone.fieldPermission-meta.xml`: a set that was taken apart. */
const PART_OF_SET = /^(.*?(?:^|\/)permissionsets\/([^/]+))\/(?:([^/]+)\/)?[^/]+-meta\.xml$/;

export function createPackages(): Packages {
  const layers: Map<string, Buffer>[] = [new Map()];
  const components = new Map<string, Component>();
  const put = (place: string, bytes: Buffer): void => {
    const free = layers.find((files) => !files.has(place));
    const layer = free ?? new Map<string, Buffer>();
    if (!free) layers.push(layer);
    layer.set(place, bytes);
  };
  const part = (key: string, root: string, place: string, node: XmlNode, within: string): void => {
    const component = components.get(key) ?? { root, place, parts: [] };
    components.set(key, component);
    // Parts are written as their element, or as a piece of the whole file.
    component.parts.push(...(node.name === root ? node.children : [{ ...node, name: within }]));
  };
  return {
    place: (file, read) => {
      const object = FIELD.exec(file)?.[1];
      if (object !== undefined) {
        part(`objects ${object}`, 'CustomObject', `objects/${object}.object`, parsed(read), 'fields');
        return;
      }
      const [, folder, set, within] = PART_OF_SET.exec(file) ?? [];
      const isOther = file.endsWith('.permissionset-meta.xml') && !file.endsWith(`/${set}.permissionset-meta.xml`);
      if (folder !== undefined && set !== undefined && !isOther) {
        part(folder, 'PermissionSet', `permissionsets/${set}.permissionset`, parsed(read), within ?? 'PermissionSet');
        return;
      }
      const found = placeOf(file, read);
      if (found) put(found, read());
    },
    joined: (problems) => {
      for (const component of components.values()) {
        try {
          join(component, layers[0] ?? new Map(), put);
        } catch (error) {
          problems.push(`${component.place}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
      for (const files of layers) files.set('package.xml', Buffer.from('<Package/>'));
      return layers;
    },
  };
}

function parsed(read: () => Buffer): XmlNode {
  return parseXml(read().toString('utf8'));
}

/** Fields are added to the object that lies elsewhere; a set that was taken apart is a file of its own. */
function join(
  { root, place, parts }: Component,
  first: Map<string, Buffer>,
  put: (place: string, bytes: Buffer) => void,
): void {
  const known = root === 'CustomObject' ? first.get(place) : undefined;
  const own = known ? parseXml(known.toString('utf8')).children : [];
  const bytes = Buffer.from(writeFile(element(root, [...own, ...parts])));
  if (root === 'CustomObject') first.set(place, bytes);
  else put(place, bytes);
}

/** Where a file goes in a package; `undefined` when it is no metadata that the org knows. */
function placeOf(file: string, read: () => Buffer): string | undefined {
  const segments = file.split('/');
  const name = segments.at(-1) ?? '';
  const folder = segments.slice(0, -1).findLast((segment) => kindInFolder(segment) !== undefined);
  const kind = kindOfFile(name, folder, read);
  if (!kind) return undefined;
  const plain = name.replace(/-meta\.xml$/, '');
  const whole = plain.endsWith(`.${kind.suffix}`) ? plain : `${plain}.${kind.suffix}`;
  return `${kind.folder}/${whole}${kind.hasBody && name.endsWith('-meta.xml') ? '-meta.xml' : ''}`;
}

/** By suffix, wherever the file lies; without a suffix by its root element. */
function kindOfFile(name: string, folder: string | undefined, read: () => Buffer): MetadataKind | undefined {
  const plain = name.replace(/-meta\.xml$/, '');
  const suffix = /\.(\w+)$/.exec(plain)?.[1];
  if (suffix !== undefined) {
    const isMetadata = folder !== undefined || name.endsWith('-meta.xml');
    return isMetadata ? kindWithSuffix(suffix) : undefined;
  }
  if (folder === undefined) return undefined;
  const root = /<([A-Z]\w+)[\s>]/.exec(read().subarray(0, 2048).toString('utf8'))?.[1];
  return root === undefined ? undefined : kindOf(root);
}
