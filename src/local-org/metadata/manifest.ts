import { childrenOf, element, parseXml, textOf, writeFile, type XmlNode } from './xml-node.ts';

/** What a `package.xml` names: members by type, `*` for all. */
export type Manifest = ReadonlyMap<string, readonly string[]>;

/** The manifest in a `<Package>` or an `<unpackaged>` element. */
export function manifestOf(node: XmlNode | undefined): Manifest {
  const types = new Map<string, readonly string[]>();
  for (const type of childrenOf(node, 'types')) {
    const name = textOf(type, 'name') ?? '';
    types.set(name, [...(types.get(name) ?? []), ...childrenOf(type, 'members').map(({ text }) => text.trim())]);
  }
  return types;
}

export function parseManifest(text: string): Manifest {
  return manifestOf(parseXml(text));
}

export function writeManifest(members: Manifest, version: string): string {
  const types = [...members]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, list]) =>
      element('types', [...list.toSorted().map((member) => element('members', member)), element('name', name)]),
    );
  return writeFile(element('Package', [...types, element('version', version)]));
}
