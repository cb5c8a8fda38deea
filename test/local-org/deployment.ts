import assert from 'node:assert/strict';
import { deployFiles } from '../../src/local-org/metadata/deploy.ts';
import type { TestOrg } from './client.ts';

/** A metadata file. */
export const metadataFile = (type: string, inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="http://soap.sforce.com/2006/04/metadata">${inside}</${type}>`;

/** Deploys files by their paths, as the administrator; fails when one of them fails. */
export function deployTo(org: TestOrg, files: Readonly<Record<string, string>>): void {
  const all = { 'package.xml': metadataFile('Package', '<version>60.0</version>'), ...files };
  const outcome = deployFiles(org.org, new Map(Object.entries(all).map(([path, text]) => [path, Buffer.from(text)])), {
    checkOnly: false,
    rollbackOnError: true,
    lenient: false,
    userId: org.org.adminId,
  });
  assert.ok(outcome.success, JSON.stringify(outcome.messages));
}
