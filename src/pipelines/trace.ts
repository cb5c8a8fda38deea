import { join } from 'node:path';
import type { OrgSession } from '../connectors/org/session.ts';
import type { Trace } from '../model/trace.ts';
import type { TraceOptions } from '../tracing/trace-user.ts';
import { declaredSubject, type SubjectOptions } from './login-subject.ts';

export interface TraceIntegrationOptions extends SubjectOptions, TraceOptions {}

/** Traces the user of an integration for a time; flags of runs that were killed go first. */
export async function trace(session: OrgSession, options: TraceIntegrationOptions): Promise<Trace> {
  const { name, username } = declaredSubject(options, session);
  const { traceUser } = await import('../tracing/trace-user.ts');
  const folder = join(options.declared.root, '.leastwise', 'traces');
  return traceUser(session, { name, username, folder }, options);
}
