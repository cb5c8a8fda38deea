import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Command, Config, Parser } from '@oclif/core';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGES = ['login', 'tracing'] as const;

/** Commands in the fenced blocks of a page of the guide. */
function commandsOf(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, 'docs', 'guide', `${page}.md`), 'utf8');
  return text
    .split(/^```.*$/m)
    .flatMap((part, at) => (at % 2 === 1 ? part.split('\n') : []))
    .filter((line) => line.startsWith('leastwise '));
}

/** The longest path of words that is a command, and what follows it. */
async function commandOf(
  words: readonly string[],
): Promise<{ readonly id: string; readonly argv: readonly string[]; readonly command: typeof Command }> {
  for (let length = words.length; length > 0; length--) {
    const path = join(ROOT, 'src', 'commands', 'integration', ...words.slice(0, length));
    const found = await import(`${pathToFileURL(path).href}.ts`).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
      throw error;
    });
    if (found)
      return {
        id: words.slice(0, length).join(' '),
        argv: words.slice(length),
        command: found.default as typeof Command,
      };
  }
  throw new Error(`no such command: ${words.join(' ')}`);
}

for (const page of PAGES) {
  describe(`docs/guide/${page}.md`, () => {
    const commands = commandsOf(page);
    assert.ok(commands.length > 0);
    for (const line of commands)
      test(line, async () => {
        const { argv, command } = await commandOf(line.split(' ').slice(1));
        const { args = {}, flags = {}, baseFlags = {} } = command;
        const config = await Config.load({ root: ROOT });
        assert.ok(config.name);
        const { flags: parsed } = await Parser.parse([...argv], {
          args,
          flags: { ...baseFlags, ...flags },
          strict: true,
        });
        assert.ok(parsed);
      });
  });
}
