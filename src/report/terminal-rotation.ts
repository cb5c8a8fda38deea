import type { RotationState } from '../model/rotation.ts';
import { paint, type Style, sign, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

const STAGES = ['staged', 'promoted', 'finished'] as const;

/** Where a rotation stands, what was done, and what to do now. */
export function terminalRotation({ integration, app, stage, done, old, next }: RotationState, style: Style): string {
  const dot = sign('·', style);
  const way = STAGES.map((one) => (one === stage ? paint('strong', one, style) : paint('quiet', one, style))).join(
    ` ${sign('→', style)} `,
  );
  const head = ` ${paint('name', untrustedLine(integration), style)} ${dot} app ${untrustedLine(app)} ${dot} ${stage === 'aborted' ? 'given up' : way}`;
  const told = (mark: string, texts: readonly string[]) =>
    texts.flatMap((text) => wrapped(`${mark} ${untrustedLine(text)}`, 1, style));
  return `${[
    head,
    ...told(paint('good', sign('✓', style), style), done),
    ...told(paint('quiet', sign('○', style), style), old),
    ...told(paint('quiet', sign('→', style), style), next),
  ].join('\n')}\n`;
}
