import type { Examination } from '../connectors/org/examine.ts';
import { bad, doubtful, good, type HealthCheck } from '../model/checkup.ts';

const LONGEST_SKEW = 60;
const OLDEST_VERSION = 60;

/** What has to be mended, or known, before an org is read. */
export function orgHealth({
  identity,
  apiEnabled,
  dangerous,
  newestVersion,
  clockAhead,
  auditCalls,
}: Examination): readonly HealthCheck[] {
  const { dailyRequests, apiVersion, readAs } = identity;
  const left = dailyRequests && dailyRequests.limit - dailyRequests.used;
  const skew = Math.abs(clockAhead ?? 0);
  return [
    apiEnabled === false
      ? bad('api-access', `${readAs} lacks API Enabled`, 'Give it the permission set Leastwise Audit.')
      : good('api-access', `${readAs} may use the API`),
    dangerous.length > 0
      ? doubtful(
          'reader',
          `${readAs} can do more than read: ${dangerous.join(', ')}`,
          'Audit as a user with the permission set Leastwise Audit alone.',
        )
      : good('reader', `${readAs} can do nothing but look`),
    left === undefined || dailyRequests === undefined
      ? doubtful('api-budget', 'the org does not say how many requests are left today', '')
      : left < 2 * auditCalls
        ? doubtful(
            'api-budget',
            `${left} of ${dailyRequests.limit} requests are left today, an audit takes about ${auditCalls}`,
            'Wait until some have come back, or ask for less: leastwise list.',
          )
        : good(
            'api-budget',
            `${left} of ${dailyRequests.limit} requests are left today, an audit takes about ${auditCalls}`,
          ),
    Number(apiVersion) < OLDEST_VERSION
      ? doubtful(
          'api-version',
          `API ${apiVersion} is asked, which lacks tables that rules need`,
          `Use a newer one: sf config set org-api-version ${newestVersion ?? ''}`.trim(),
        )
      : good(
          'api-version',
          `API ${apiVersion} is asked${newestVersion === undefined ? '' : `, the org has ${newestVersion}`}`,
        ),
    skew > LONGEST_SKEW
      ? doubtful(
          'clock',
          `the clock of this machine is ${skew} s ${(clockAhead ?? 0) > 0 ? 'ahead of' : 'behind'} the org's`,
          'Set it: log-ins by JWT fail, and ages of tokens are wrong.',
        )
      : good('clock', 'the clock of this machine agrees with the org'),
  ];
}
