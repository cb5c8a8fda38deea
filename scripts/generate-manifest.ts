/**
 * Writes what is derived from the command classes: the manifest by which oclif and the Salesforce CLI start without
 * loading them, a snapshot of every command and flag (a change of it is a change of the interface), and docs/commands.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Interfaces, Plugin } from '@oclif/core';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

interface FlagText {
  readonly char?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly type: string;
  readonly options?: readonly string[];
  readonly default?: unknown;
  readonly required?: boolean;
  readonly helpValue?: string;
}

interface CommandText {
  readonly id: string;
  readonly summary?: string;
  readonly description?: string;
  readonly examples?: readonly (string | { readonly description: string; readonly command: string })[];
  readonly args: Readonly<Record<string, { readonly description?: string; readonly required?: boolean }>>;
  readonly flags: Readonly<Record<string, FlagText>>;
}

const plugin = new Plugin({ root: ROOT, ignoreManifest: true, errorOnManifestCreate: true, type: 'core' });
await plugin.load();
const { manifest } = plugin as Interfaces.Plugin & {
  readonly manifest: { readonly commands: Record<string, CommandText> };
};
const commands = Object.values(manifest.commands).sort((a, b) => (a.id < b.id ? -1 : 1));

function verb(id: string): string {
  return id.split(':').slice(1).join(' ');
}

function filled(text: string, id: string): string {
  return text.replaceAll('<%= config.bin %>', 'leastwise').replaceAll('<%= command.id %>', verb(id));
}

function flagRow([name, flag]: readonly [string, FlagText]): string {
  const value = flag.type === 'boolean' ? '' : ` ${flag.options?.join('\\|') ?? flag.helpValue ?? '<value>'}`;
  const short = flag.char === undefined ? '' : `-${flag.char}, `;
  const fallback = typeof flag.default === 'string' ? ` Default: ${flag.default}.` : '';
  return `| \`${short}--${name}${value.replaceAll('\\|', '|')}\` | ${flag.summary ?? flag.description ?? ''}${fallback}${flag.required ? ' Required.' : ''} |`.replace(
    /`([^`]*)`/,
    (code) => code.replaceAll('|', '\\|'),
  );
}

function section({ id, summary, description, args, flags, examples = [] }: CommandText): string {
  const usage = Object.entries(args).map(([name, { required }]) => (required ? `<${name}>` : `[${name}]`));
  const argumentRows = Object.entries(args).map(([name, arg]) => `| \`${name}\` | ${arg.description ?? ''} |`);
  const own = Object.entries(flags).sort(([a], [b]) => (a < b ? -1 : 1));
  const told = examples.map((example) =>
    typeof example === 'string' ? filled(example, id) : `# ${example.description}\n${filled(example.command, id)}`,
  );
  return [
    `## leastwise ${verb(id)}`,
    '',
    summary ?? '',
    ...(description ? ['', description] : []),
    '',
    '```',
    `leastwise ${verb(id)} ${usage.join(' ')}`.trim(),
    ...told,
    '```',
    '',
    ...(argumentRows.length > 0 ? ['| argument | |', '|---|---|', ...argumentRows, ''] : []),
    '| flag | |',
    '|---|---|',
    ...own.map(flagRow),
  ].join('\n');
}

const { EXIT_CODE_TEXTS } = (await import('../src/commands/exit-codes.ts')) as {
  readonly EXIT_CODE_TEXTS: readonly (readonly [number, string])[];
};
const page = [
  '# Commands',
  '',
  'Made from the command classes by `npm run generate`. In the Salesforce CLI each is `sf integration <command>`.',
  '',
  ...commands.map((command) => `${section(command)}\n`),
  '## Exit codes',
  '',
  '| code | meaning |',
  '|---|---|',
  ...EXIT_CODE_TEXTS.map(([code, meaning]) => `| ${code} | ${meaning} |`),
  '',
].join('\n');

const snapshot = commands.map(({ id, args, flags }) => ({
  command: id,
  args: Object.keys(args),
  flags: Object.keys(flags).sort(),
  chars: Object.values(flags)
    .flatMap(({ char }) => char ?? [])
    .sort(),
}));

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const sorted = { version, commands: Object.fromEntries(commands.map((command) => [command.id, command])) };
writeFileSync(join(ROOT, 'oclif.manifest.json'), `${JSON.stringify(sorted, null, 2)}\n`);
writeFileSync(join(ROOT, 'command-snapshot.json'), `${JSON.stringify(snapshot, null, 2)}\n`);
writeFileSync(join(ROOT, 'docs', 'commands.md'), page);
