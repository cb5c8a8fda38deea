import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PRIVATE, writeWhole } from '../../files/write-whole.ts';
import { Problem } from '../../model/problem.ts';
import type { Rotation } from '../../model/rotation.ts';

const NAME = /^[a-z0-9-]+$/;

function fileOf(folder: string, orgId: string, integration: string): string {
  if (!NAME.test(integration)) throw new Error(`No name of an integration: ${integration}`);
  return join(folder, `${orgId.replaceAll(/\W/g, '')}-${integration}.json`);
}

/**
 * What was begun for an integration of an org.
 *
 * @throws Problem `damaged-rotation`
 */
export async function readRotation(folder: string, orgId: string, integration: string): Promise<Rotation | undefined> {
  const path = fileOf(folder, orgId, integration);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw damaged(path, error);
  });
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Partial<Rotation>;
    if (value.integration === integration && typeof value.staged === 'string' && typeof value.subject === 'string')
      return value as Rotation;
  } catch (error) {
    throw damaged(path, error);
  }
  throw damaged(path);
}

function damaged(path: string, cause?: unknown): Problem {
  return new Problem({
    kind: 'input',
    code: 'damaged-rotation',
    message: `${path} cannot be read as the state of a rotation.`,
    actions: ['Take it away and run again: the org itself says which credentials there are.'],
    cause,
  });
}

export async function writeRotation(folder: string, rotation: Rotation): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = fileOf(folder, rotation.orgId, rotation.integration);
  await writeWhole(path, `${JSON.stringify(rotation, undefined, 2)}\n`, PRIVATE);
}
