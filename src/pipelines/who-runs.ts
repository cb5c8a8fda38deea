import type { OrgSession } from '../connectors/org/session.ts';

/** Username that a session is of, by the org's own word: a session by a token alone does not know its user. */
export async function whoRuns(session: OrgSession): Promise<string> {
  const { openWire } = await import('../connectors/org/wire.ts');
  const { parseJson } = await import('../connectors/org/answer.ts');
  const { isRow, textIn } = await import('../connectors/org/row.ts');
  const wire = openWire(session);
  try {
    const answer = await wire.ask({ method: 'GET', path: '/services/oauth2/userinfo' });
    const body = answer.ok ? parseJson(answer.body) : undefined;
    return (isRow(body) && textIn(body, 'preferred_username')) || session.username;
  } finally {
    await wire.close();
  }
}
