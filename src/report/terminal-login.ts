import type { Sink } from '../model/credentials.ts';
import { paint, type Style, sign, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

/** Where a secret went, in words. */
export function sinkWords(sink: Sink): string {
  return sink.kind === 'file' ? `${untrustedLine(sink.path)} (only you can read it)` : 'your command';
}

function block(lines: readonly (readonly [indent: number, text: string])[], style: Style): string {
  return `${lines.flatMap(([indent, text]) => wrapped(text, indent, style)).join('\n')}\n`;
}

const tick = (style: Style): string => paint('good', sign('✓', style), style);
const next = (text: string, style: Style): string => paint('quiet', `Next: ${text}`, style);

export function terminalMadeKeys(
  made: {
    readonly integration: string;
    readonly certificate: string;
    readonly fingerprint: string;
    readonly ends: string;
    readonly declaration: string;
    readonly isEncrypted: boolean;
  },
  sink: Sink,
  style: Style,
): string {
  const key = made.isEncrypted ? 'private key, encrypted' : 'private key';
  return block(
    [
      [1, `${tick(style)} ${key} ${sign('→', style)} ${sinkWords(sink)}`],
      [
        1,
        `${tick(style)} certificate ${untrustedLine(made.fingerprint)} until ${made.ends} ${sign('→', style)} ${untrustedLine(made.certificate)}`,
      ],
      [1, `${tick(style)} ${untrustedLine(made.declaration)} names it`],
      [
        1,
        next(
          `leastwise apply --target-org <alias> --target ${untrustedLine(made.integration)}, then commit the certificate`,
          style,
        ),
      ],
    ],
    style,
  );
}

export function terminalHandedOver(
  handed: {
    readonly integration: string;
    readonly app: string;
    readonly username: string;
    readonly loginUrl: string;
    readonly parts: readonly string[];
  },
  sink: Sink,
  style: Style,
): string {
  const { integration, app, username, loginUrl, parts } = handed;
  return block(
    [
      [1, `${tick(style)} ${parts.join(' and ')} of ${untrustedLine(app)} ${sign('→', style)} ${sinkWords(sink)}`],
      [1, `logs in at ${untrustedLine(loginUrl)} as ${untrustedLine(username)}`],
      [1, next(`leastwise login test ${untrustedLine(integration)}`, style)],
    ],
    style,
  );
}
