import type { Org } from '../org.ts';
import type { DeployMessage } from './deploy.ts';
import type { DeployJob } from './jobs.ts';

/** A DeployResult as JSON; SOAP writes the same as elements. Source: facts 7.2. */
export type DeployResult = Readonly<Record<string, unknown>>;

function messageOf(message: DeployMessage): DeployResult {
  const { componentType, fullName, fileName, success, created, changed, deleted, problem, problemType } = message;
  return {
    changed,
    componentType,
    created,
    deleted,
    fileName,
    fullName,
    ...(problem === undefined ? {} : { problem, problemType }),
    success,
  };
}

/** The result of a deployment: it is finished when the client first asks. */
export function deployResult(org: Org, job: DeployJob, withDetails: boolean): DeployResult {
  const { outcome, options, id, started, canceled } = job;
  const components = outcome.messages.filter(({ problemType }) => problemType !== 'Warning');
  const failures = outcome.messages.filter(({ problemType }) => problemType === 'Error');
  const done = components.filter(({ success }) => success);
  const partly = !outcome.success && done.length > 0 && !options.rollbackOnError;
  const user = org.store.all('SELECT "Name" FROM "User" WHERE "Id" = ?', [job.userId])[0];
  return {
    checkOnly: options.checkOnly,
    completedDate: started,
    createdBy: job.userId.slice(0, 15),
    createdByName: user?.['Name'] ?? '',
    createdDate: started,
    ...(withDetails
      ? {
          details: {
            componentFailures: failures.map(messageOf),
            componentSuccesses: outcome.messages.filter(({ problemType }) => problemType !== 'Error').map(messageOf),
            runTestResult: { numFailures: 0, numTestsRun: 0, totalTime: 0 },
          },
        }
      : {}),
    done: true,
    id,
    ignoreWarnings: false,
    lastModifiedDate: started,
    numberComponentErrors: failures.length,
    numberComponentsDeployed: outcome.success || partly ? done.length : 0,
    numberComponentsTotal: components.length,
    numberTestErrors: 0,
    numberTestsCompleted: 0,
    numberTestsTotal: 0,
    rollbackOnError: options.rollbackOnError,
    runTestsEnabled: false,
    startDate: started,
    status: canceled ? 'Canceled' : outcome.success ? 'Succeeded' : partly ? 'SucceededPartial' : 'Failed',
    success: outcome.success,
  };
}
