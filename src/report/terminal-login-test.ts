import type { LoginStep, LoginTest } from '../model/login-test.ts';
import { pad, paint, type Style, sign, type Tone, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

const WORDS: Readonly<Record<LoginStep['name'], string>> = {
  token: 'token',
  userinfo: 'who am I',
  limits: 'limits',
  allowed: 'may',
  forbidden: 'may not',
  revoke: 'token ended',
};

const SIGNS: Readonly<Record<LoginStep['outcome'], readonly [string, Tone]>> = {
  'as-declared': ['✓', 'good'],
  'not-as-declared': ['✗', 'high'],
  'not-asked': ['○', 'quiet'],
};

/** What was tried and what came of it; the code comes last, so that it can be copied as it is. */
export function terminalLoginTest(seen: LoginTest, snippets: Readonly<Record<string, string>>, style: Style): string {
  const { integration, app, username, flow, steps } = seen;
  const way = flow === 'client-credentials' ? 'client credentials' : 'JWT bearer';
  const head = ` ${paint('name', untrustedLine(integration), style)} ${sign('·', style)} app ${untrustedLine(app)} ${sign('·', style)} ${way} ${sign('·', style)} as ${untrustedLine(username)}`;
  const failed = steps.filter(({ outcome }) => outcome === 'not-as-declared').length;
  const verdict =
    failed === 0
      ? paint('good', 'Everything is as declared.', style)
      : paint('high', `${failed} of ${steps.length} not as declared.`, style);
  const code = Object.entries(snippets).flatMap(([language, text]) => [
    '',
    paint('quiet', `# ${language}`, style),
    text.trimEnd(),
  ]);
  return `${[head, '', ...steps.flatMap((step) => stepLines(step, style)), '', ` ${verdict}`, ...code].join('\n')}\n`;
}

function stepLines({ name, asked, seen, outcome, actions }: LoginStep, style: Style): readonly string[] {
  const [character, tone] = SIGNS[outcome];
  const told = [asked, seen].filter((text) => text !== '').map(untrustedLine);
  const first = `${paint(tone, sign(character, style), style)} ${pad(WORDS[name], 12)}${told.join(` ${sign('→', style)} `)}`;
  return [
    ...wrapped(first, 1, style),
    ...actions.flatMap((action) => wrapped(`${sign('→', style)} ${untrustedLine(action)}`, 5, style)),
  ];
}
