import { Problem } from '../model/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { VerifiedOrg } from '../model/verification.ts';

/** What evidence says of the org, as far as the org told it. */
export function verifiedOrg(
  at: { readonly orgId: string; readonly url: string; readonly apiVersion: string },
  { org }: Pick<Snapshot, 'org'>,
): VerifiedOrg {
  const { hostname } = new URL(at.url);
  return {
    id: org?.id || at.orgId,
    name: org?.name ?? '',
    domain: org?.domain || hostname,
    edition: org?.edition ?? '',
    kind: kindOfOrg(hostname, org?.sandbox ?? false),
    apiVersion: at.apiVersion,
  };
}

/** Scratch orgs are sandboxes to themselves. What does not say that it is one is taken for live. */
function kindOfOrg(hostname: string, isSandbox: boolean): VerifiedOrg['kind'] {
  if (/^(127(\.\d+){3}|localhost|.+\.localhost|\[::1\])$/i.test(hostname)) return 'local';
  return isSandbox ? 'sandbox' : 'production';
}

/** @throws Problem `production-is-live` */
export function refuseLive({ kind, domain }: VerifiedOrg, isAllowed: boolean): void {
  if (kind !== 'production' || isAllowed) return;
  throw new Problem({
    kind: 'usage',
    code: 'production-is-live',
    message: `${domain} is no sandbox, scratch or local org: a probe writes there, and automations run, though all is taken back.`,
    actions: [
      'Probe in a sandbox.',
      'Compare without trying: leave out --probe.',
      'Or say that it may: --allow-production',
    ],
  });
}
