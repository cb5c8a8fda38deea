import { join } from 'node:path';
import type { OrgSession } from '../connectors/org/session.ts';
import type { RotateOptions } from '../login/rotate-options.ts';
import type { RotationState } from '../model/rotation.ts';
import { loginSubject, type SubjectOptions } from './login-subject.ts';

export interface LoginRotateOptions extends SubjectOptions, RotateOptions {}

/**
 * Changes what an application logs in with, without an outage: the new is made and handed over, proven, put in place of the old,
 * and the old ended once it is silent. Each run goes one step; the next may come a month later.
 */
export async function loginRotate(session: OrgSession, options: LoginRotateOptions): Promise<RotationState> {
  const subject = loginSubject(options, session);
  const folder = join(options.declared.root, '.leastwise', 'rotations');
  if (subject.app.flow === 'client-credentials') {
    const { rotateSecret } = await import('../login/rotate-secret.ts');
    return rotateSecret(session, subject, folder, options);
  }
  const { rotateKey } = await import('../login/rotate-key.ts');
  return rotateKey(session, subject, folder, options);
}
