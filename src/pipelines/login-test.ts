import type { OrgSession } from '../connectors/org/session.ts';
import type { LogInWith } from '../login/log-in-as.ts';
import { forbiddenQuery, sampleQuery } from '../login/login-requests.ts';
import type { LoginStep, LoginTest } from '../model/login-test.ts';
import { loginSubject, type SubjectOptions } from './login-subject.ts';

export interface LoginTestOptions extends SubjectOptions, LogInWith {}

/** Logs in as an application does, asks what it may and what it may not, and ends the token again. */
export async function loginTest(session: OrgSession, options: LoginTestOptions): Promise<LoginTest> {
  const subject = loginSubject(options, session);
  const { logIn, loginUrlOf } = await import('../login/log-in-as.ts');
  const { askAs } = await import('../login/ask-as.ts');
  const sample = sampleQuery(subject.grants);
  const answer = await logIn(session, subject, options);
  const steps: readonly LoginStep[] = answer.ok
    ? [answer.step, ...(await askAs(session, subject, answer.token, sample, forbiddenQuery(subject.grants)))]
    : [answer.step];
  return {
    integration: subject.name,
    app: subject.app.name,
    username: subject.username,
    flow: subject.app.flow,
    loginUrl: loginUrlOf(session, options.credentials),
    apiVersion: session.apiVersion,
    steps,
    ok: steps.every(({ outcome }) => outcome !== 'not-as-declared'),
    sample,
  };
}
