import type { Declaration, DeclaredObject } from '../model/declaration.ts';
import type { Mistake } from '../model/mistake.ts';
import { OBJECT_VERBS } from '../model/permission.ts';
import type { KeyPath, YamlFile } from '../yaml/parse-yaml.ts';
import type { IntegrationFile } from './integration-schema.ts';

/** What no shape can say: parts of one file that do not go together. */
export function checkMeaning(
  written: IntegrationFile,
  declaration: Declaration,
  file: YamlFile,
  baseName: string,
): readonly Mistake[] {
  return [
    ...nameMistakes(declaration, file, baseName),
    ...declaration.access.objects.flatMap((object) => objectMistakes(object, written, file)),
    ...repeated(file.content, [], file),
    ...fileMistakes(declaration, file),
    ...lifeMistakes(declaration, file),
  ];
}

function nameMistakes({ name, moved }: Declaration, file: YamlFile, baseName: string): readonly Mistake[] {
  const expected = baseName.replace(/\.ya?ml$/, '');
  const mistakes: Mistake[] = [];
  if (name !== expected)
    mistakes.push(
      file.at(
        ['name'],
        `name is ${name}, and the file is ${baseName}`,
        `Write name: ${expected}, or rename the file to ${name}.yml.`,
      ),
    );
  if (moved === name)
    mistakes.push(file.at(['moved'], 'moved must be an earlier name, not this one', 'Take the line out.'));
  return mistakes;
}

/** Verbs that open more than what the application asked for today. */
const BROAD = ['viewAll', 'modifyAll', 'viewAllFields'] as const;

function objectMistakes(object: DeclaredObject, written: IntegrationFile, file: YamlFile): readonly Mistake[] {
  const path: KeyPath = ['access', 'objects', object.object];
  const entry = written.access?.objects?.[object.object];
  const mistakes: Mistake[] = [];
  const broad = BROAD.filter((verb) => object.verbs.includes(verb));
  if (broad.length > 0 && object.reason === undefined) {
    mistakes.push(
      file.at(
        path,
        `${object.object} is given ${broad.join(' and ')} without a reason`,
        `Write { ${object.verbs.map((verb) => `${verb}: true`).join(', ')}, reason: why nothing less will do }.`,
      ),
    );
  }
  const isEmpty = object.verbs.length === 0 && object.fields.read.length + object.fields.edit.length === 0;
  if (isEmpty) mistakes.push(file.at(path, `${object.object} grants nothing`, 'Take it out, or name a verb: read'));
  if (typeof entry === 'object' && !Array.isArray(entry)) {
    const denied = OBJECT_VERBS.filter((verb) => entry[verb] === false);
    if (denied.includes('read') && !isEmpty)
      mistakes.push(
        file.at(
          [...path, 'read'],
          `read: false contradicts the rest of ${object.object}: everything needs read`,
          'Take it out.',
        ),
      );
    const edited = new Set(object.fields.edit.map((name) => name.toLowerCase()));
    object.fields.read.forEach((name, index) => {
      if (edited.has(name.toLowerCase()))
        mistakes.push(
          file.at(
            [...path, 'fields', 'read', index],
            `${name} stands under read and edit`,
            'Keep it under edit: that reads it too.',
          ),
        );
    });
  }
  return mistakes;
}

/** Lists hold names: each of them once. */
function repeated(value: unknown, path: KeyPath, file: YamlFile): readonly Mistake[] {
  if (Array.isArray(value)) {
    const seen = new Set<string>();
    return value.flatMap((item, index) => {
      const name = String(item).toLowerCase();
      if (seen.has(name)) return [file.at([...path, index], `${item} stands here twice`, 'Take one out.')];
      seen.add(name);
      return [];
    });
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => repeated(item, [...path, key], file));
}

function fileMistakes({ access, permissionSetFile, permissionSet }: Declaration, file: YamlFile): readonly Mistake[] {
  if (permissionSet !== undefined && !/^[A-Za-z]\w*$/.test(permissionSet))
    return [file.at(['permissionSet'], 'permissionSet must be an API name, or the path of a permission set file')];
  const grants = access.objects.length + access.system.length + Object.keys(access.setup).length;
  if (permissionSetFile === undefined || grants === 0) return [];
  return [
    file.atKey(
      ['access'],
      `access is kept in ${permissionSetFile}, so it cannot stand here too`,
      'Take out access, or permissionSet.',
    ),
  ];
}

/** What is replaced is an account, or sets of its own account; a person keeps everything but tokens. */
function lifeMistakes({ replaces, user }: Declaration, file: YamlFile): readonly Mistake[] {
  if (replaces === undefined) return [];
  const { user: old, person, applications, permissionSets, apps, stage } = replaces;
  const at = (message: string, instead: string) => file.atKey(['replaces'], message, instead);
  if (old !== undefined && person !== undefined)
    return [at('replaces names a user and a person', 'Keep person, when people log in with it; else user.')];
  if (old === undefined && person === undefined && permissionSets.length === 0)
    return [at('replaces names nothing', 'Name user:, person: or permissionSets:.')];
  if (person !== undefined && applications.length === 0)
    return [at('replaces: person without applications', 'Name the applications whose tokens go: applications: [ETL].')];
  if (person !== undefined && permissionSets.length + apps.length > 0)
    return [at('what a person holds is never taken away', 'Take out permissionSets and apps.')];
  if (person !== undefined && !['expand', 'revoked'].includes(stage))
    return [file.at(['replaces', 'stage'], `a person is never ${stage}`, 'Write stage: expand, or revoked.')];
  const same = [old, person].find((name) => name !== undefined && name.toLowerCase() === user.username?.toLowerCase());
  return same === undefined ? [] : [at(`${same} cannot replace itself`, 'Give this integration a user of its own.')];
}
