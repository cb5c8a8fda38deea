import type { Org } from '../org.ts';
import { OrgError } from '../org-error.ts';
import { decodedName } from './decoded-name.ts';
import { isComponentProblem, type MetadataKind } from './kind.ts';
import { objectWithField } from './kinds/custom-field.ts';
import { KINDS, kindInFolder, kindOf, PARTS } from './kinds.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import { element, parseXml, type XmlNode } from './xml-node.ts';
import type { Files } from './zip.ts';

export interface DeployOptions {
  readonly checkOnly: boolean;
  readonly rollbackOnError: boolean;
  /** References that lead nowhere are left out: how trees that are parts of an org are loaded. */
  readonly lenient: boolean;
  readonly userId: string;
  /** Told of standard objects and fields that a lenient deployment made because a component names them. */
  readonly presume?: (name: string) => void;
}

/** Source: DeployMessage (facts 7.2). */
export interface DeployMessage {
  readonly componentType: string;
  readonly fullName: string;
  readonly fileName: string;
  readonly success: boolean;
  readonly created: boolean;
  readonly changed: boolean;
  readonly deleted: boolean;
  readonly problem: string | undefined;
  readonly problemType: 'Error' | 'Warning' | undefined;
}

export interface DeployOutcome {
  readonly success: boolean;
  readonly messages: readonly DeployMessage[];
}

interface Component {
  readonly kind: MetadataKind;
  readonly fullName: string;
  readonly fileName: string;
  readonly xml: XmlNode | undefined;
  readonly problem: string | undefined;
  readonly body: string | undefined;
}

/** Thrown to undo a deployment; it carries nothing, the messages are told anyway. */
const UNDO = Symbol('undo');

/** Deploys the files of a package: whole or, when `rollbackOnError` is off, what can be deployed. */
export function deployFiles(org: Org, files: Files, options: DeployOptions): DeployOutcome {
  const root = rootOf(files);
  const messages: DeployMessage[] = [];
  const definitions = org.schema.objects();
  const switches = { ...org.switches };
  let success = false;
  try {
    org.store.transaction(() => {
      removeListed(org, files, `${root}destructiveChangesPre.xml`, messages);
      removeListed(org, files, `${root}destructiveChanges.xml`, messages);
      messages.push(...unknownTypes(files, `${root}package.xml`, options));
      for (const component of componentsOf(files, root)) messages.push(...deployed(org, component, options));
      removeListed(org, files, `${root}destructiveChangesPost.xml`, messages);
      const late = org.faults.strikeDeployment();
      if (late) messages.push(failed('', '', 'package.xml', late.message ?? 'An unexpected error occurred. (fault)'));
      success = messages.every(({ problemType }) => problemType !== 'Error');
      if (options.checkOnly || (!success && options.rollbackOnError)) throw UNDO;
    });
  } catch (error) {
    // The tables are as they were: the transaction undid what was done to them.
    org.schema.replace(definitions);
    org.store.replaced();
    Object.assign(org.switches, switches);
    if (error !== UNDO) throw error;
  }
  return { success, messages };
}

/** The folder in which `package.xml` lies; clients wrap packages in folders of any name. */
function rootOf(files: Files): string {
  const manifest = [...files.keys()]
    .filter((path) => /(^|\/)package\.xml$/.test(path))
    .toSorted((a, b) => a.length - b.length)[0];
  if (manifest === undefined) throw new OrgError(400, 'INVALID_PACKAGE', 'No package.xml found');
  return manifest.slice(0, -'package.xml'.length);
}

/** Types that the local org does not know are refused by name; a tree that is loaded goes on without them. */
function unknownTypes(files: Files, path: string, { lenient }: DeployOptions): readonly DeployMessage[] {
  const children = new Set(KINDS.flatMap(({ childTypes = [] }) => childTypes));
  const unknown = [...parseManifest(files.get(path)?.toString('utf8') ?? '').keys()].filter(
    (type) => !kindOf(type) && !children.has(type),
  );
  return unknown.map((type): DeployMessage => {
    const message = failed(type, '', 'package.xml', `Entity type: '${type}' is unknown`);
    return lenient ? { ...message, success: true, problemType: 'Warning' } : message;
  });
}

/** Components in the order in which they need one another. */
function componentsOf(files: Files, root: string): readonly Component[] {
  const found = [...files].flatMap(([path, bytes]) => componentOf(files, root, path, bytes));
  const order = new Map(KINDS.map((kind, at) => [kind, at]));
  // Objects may look up objects that come later in the package: those with masters or lookups come last among them.
  return found.toSorted((a, b) => (order.get(a.kind) ?? 0) - (order.get(b.kind) ?? 0));
}

function componentOf(files: Files, root: string, path: string, bytes: Buffer): readonly Component[] {
  if (!path.startsWith(root)) return [];
  const [folder = '', ...rest] = path.slice(root.length).split('/');
  const kind = rest.length === 0 ? undefined : kindInFolder(folder);
  if (!kind) return [];
  const file = rest.join('/');
  const isMeta = file.endsWith('-meta.xml');
  if (kind.hasBody !== isMeta && kind.hasBody) return [];
  const plain = file.replace(/-meta\.xml$/, '');
  if (!plain.endsWith(`.${kind.suffix}`)) return [];
  const fullName = decodedName(plain.slice(0, -kind.suffix.length - 1));
  const body = kind.hasBody ? files.get(`${root}${folder}/${plain}`)?.toString('utf8') : undefined;
  const shared = { kind, fullName, fileName: path.slice(root.length).replace(/-meta\.xml$/, ''), body };
  try {
    return [{ ...shared, xml: parseXml(bytes.toString('utf8')), problem: undefined }];
  } catch (error) {
    return [
      {
        ...shared,
        xml: undefined,
        problem: error instanceof Error ? `Error parsing file: ${error.message}` : String(error),
      },
    ];
  }
}

function deployed(org: Org, component: Component, options: DeployOptions): readonly DeployMessage[] {
  const { kind, fullName, fileName, xml, problem, body } = component;
  if (!xml) return [failed(kind.type, fullName, fileName, problem ?? 'The file is empty')];
  if (xml.name !== kind.type && kind.type !== 'Settings') {
    return [failed(kind.type, fullName, fileName, `Invalid root element: ${xml.name}; ${kind.type} was expected`)];
  }
  const warnings: string[] = [];
  try {
    const { created, changed } = org.store.transaction(() =>
      kind.write(org, fullName, xml, {
        lenient: options.lenient,
        userId: options.userId,
        presume: options.presume,
        warn: (warning) => void warnings.push(warning),
        ...(body === undefined ? {} : { body }),
      }),
    );
    const done = { componentType: kind.type, fullName, fileName, success: true, deleted: false };
    return [
      { ...done, created, changed, problem: undefined, problemType: undefined },
      ...warnings.map(
        (warning): DeployMessage => ({
          ...done,
          created: false,
          changed: false,
          problem: warning,
          problemType: 'Warning',
        }),
      ),
    ];
  } catch (error) {
    if (!isComponentProblem(error)) throw error;
    return [failed(kind.type, fullName, fileName, error.message)];
  }
}

function failed(componentType: string, fullName: string, fileName: string, problem: string): DeployMessage {
  return {
    componentType,
    fullName,
    fileName,
    success: false,
    created: false,
    changed: false,
    deleted: false,
    problem,
    problemType: 'Error',
  };
}

/** Removes what a destructive manifest names. What is not there is a warning, as in Salesforce. */
function removeListed(org: Org, files: Files, path: string, messages: DeployMessage[]): void {
  const text = files.get(path)?.toString('utf8');
  if (text === undefined) return;
  const manifest: Manifest = parseManifest(text);
  const inReverse = [...KINDS, ...PARTS].toReversed().filter(({ type }) => manifest.has(type));
  for (const kind of inReverse) {
    for (const fullName of manifest.get(kind.type) ?? []) messages.push(removed(org, kind, fullName, path));
  }
  for (const type of manifest.keys()) {
    if (!kindOf(type)) messages.push(failed(type, '', path, `Entity type: '${type}' is unknown`));
  }
}

function removed(org: Org, kind: MetadataKind, fullName: string, fileName: string): DeployMessage {
  const done = { componentType: kind.type, fullName, fileName, success: true, created: false, changed: false };
  try {
    if (kind.remove(org, fullName)) return { ...done, deleted: true, problem: undefined, problemType: undefined };
    return { ...done, deleted: false, problem: `No ${kind.type} named: ${fullName} found`, problemType: 'Warning' };
  } catch (error) {
    if (!isComponentProblem(error)) throw error;
    return failed(kind.type, fullName, fileName, error.message);
  }
}

/** One component that came as XML in a call (`createMetadata` and its kind), as the file that it would be. */
export function componentFile(
  type: string,
  fullName: string,
  xml: XmlNode,
): readonly [string, string, XmlNode] | undefined {
  const kind = kindOf(type);
  if (type === 'CustomField') {
    const [object, file] = objectWithField(fullName, xml);
    return [`objects/${object}.object`, object, file];
  }
  return (
    kind && [
      `${kind.folder}/${fullName}.${kind.suffix}`,
      fullName,
      element(
        type,
        xml.children.filter(({ name }) => name !== 'fullName'),
      ),
    ]
  );
}
