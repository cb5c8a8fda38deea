/** Draws what the terminal shows for the example org into docs/pictures, so that the README never shows an old output. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import stringWidth from 'string-width';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const COLUMNS = 100;
const CELL = 8.43;
const LINE = 19;
const PADDING = 20;

/** One Dark-like, with a contrast of at least 4.5 on the background. */
const COLOURS: Readonly<Record<string, string>> = {
  31: '#ff7b84',
  32: '#a5d6a0',
  33: '#ebc886',
  34: '#7fc1ff',
  35: '#d9a2ef',
  36: '#79d0d8',
  90: '#9aa3b2',
  91: '#ff9aa1',
  92: '#b8e3b4',
  93: '#f4d9a5',
  94: '#a4d3ff',
  95: '#e6c0f5',
  96: '#9fe0e6',
};

interface Look {
  readonly bold: boolean;
  readonly dim: boolean;
  readonly colour: string | undefined;
}

const PLAIN: Look = { bold: false, dim: false, colour: undefined };

function nextLook(look: Look, code: string): Look {
  if (code === '' || code === '0') return PLAIN;
  if (code === '1') return { ...look, bold: true };
  if (code === '2') return { ...look, dim: true };
  if (code === '22') return { ...look, bold: false, dim: false };
  if (code === '39') return { ...look, colour: undefined };
  return COLOURS[code] ? { ...look, colour: COLOURS[code] } : look;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function span(text: string, look: Look, column: number): string {
  const fill = look.colour ?? (look.dim ? '#9aa3b2' : '');
  const attributes = [
    `x="${(PADDING + column * CELL).toFixed(1)}"`,
    fill && `fill="${fill}"`,
    look.bold && 'font-weight="600"',
  ];
  return `<tspan ${attributes.filter(Boolean).join(' ')}>${escapeXml(text)}</tspan>`;
}

function drawLine(line: string, row: number): string {
  let look = PLAIN;
  let column = 0;
  const spans: string[] = [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that starts a colour is what is looked for
  for (const part of line.split(/(\u001b\[[\d;]*m)/)) {
    if (part.startsWith('\u001b[')) {
      for (const code of part.slice(2, -1).split(';')) look = nextLook(look, code);
    } else if (part !== '') {
      if (part.trim() !== '') spans.push(span(part, look, column));
      column += stringWidth(part);
    }
  }
  return spans.length === 0 ? '' : `<text y="${PADDING + 48 + row * LINE}">${spans.join('')}</text>`;
}

export function terminalPicture(title: string, output: string): string {
  const lines = output.trimEnd().split('\n');
  const width = Math.round(PADDING * 2 + COLUMNS * CELL);
  const height = PADDING * 2 + 40 + lines.length * LINE;
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (colour, index) => `<circle cx="${22 + index * 20}" cy="20" r="6" fill="${colour}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escapeXml(title)}</title>
<rect width="100%" height="100%" rx="10" fill="#1f232b"/>
${dots.join('')}<text x="${width / 2}" y="25" text-anchor="middle" fill="#9aa3b2" font-family="system-ui, sans-serif" font-size="13">${escapeXml(title)}</text>
<g xml:space="preserve" fill="#e4e7ec" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">
${lines
  .map(drawLine)
  .filter((line) => line !== '')
  .join('\n')}
</g>
</svg>
`;
}

function shown(args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(ROOT, 'bin', 'leastwise.js'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      HOME: ROOT,
      NODE_DISABLE_COMPILE_CACHE: '1',
      FORCE_COLOR: '1',
      COLUMNS: String(COLUMNS),
      LC_ALL: 'C.UTF-8',
    },
  });
  if (status !== 0 && status !== 1) throw new Error(`leastwise ${args.join(' ')} ended with ${status}:\n${stderr}`);
  // How long it took is the only thing that differs between two runs.
  return stdout.replace(/\b\d+(\.\d+)? (ms|s)\b/g, '0.1 s');
}

const PICTURES = [
  { file: 'audit.svg', args: ['audit', 'examples/messy-org'] },
  { file: 'explain.svg', args: ['explain', 'hr-sync', 'ManageUsers', '--source', 'examples/messy-org'] },
];

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  mkdirSync(join(ROOT, 'docs', 'pictures'), { recursive: true });
  for (const { file, args } of PICTURES) {
    writeFileSync(join(ROOT, 'docs', 'pictures', file), terminalPicture(`leastwise ${args.join(' ')}`, shown(args)));
  }
}
