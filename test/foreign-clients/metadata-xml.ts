import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A metadata file with its root element. */
export function fileXml(type: string, inside: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="http://soap.sforce.com/2006/04/metadata">${inside}</${type}>\n`;
}

/** `package.xml` for everything of some types. */
export function manifestXml(...types: readonly string[]): string {
  const named = types.map((type) => `<types><members>*</members><name>${type}</name></types>`).join('');
  return fileXml('Package', `${named}<version>66.0</version>`);
}

/** Files below a folder, made with the folders on the way. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
