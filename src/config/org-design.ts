import type { OrgDesign } from '../model/declaration.ts';
import type { SettingsFile } from './settings-schema.ts';

/** What a settings file says of the design, with defaults filled in. */
export function orgDesignOf({ design, environments, maxIntegrationsPerPlan, lifeCycle }: SettingsFile): OrgDesign {
  return {
    profile: design?.profile ?? 'Integration API Only',
    licence: design?.licence ?? 'Salesforce Integration',
    naming: {
      permissionSet: design?.naming?.permissionSet ?? 'Int_{Name}',
      username: design?.naming?.username ?? '{name}@{domain}.int',
      app: design?.naming?.app ?? '{Name}',
    },
    user: {
      email: design?.user?.email,
      timeZone: design?.user?.timeZone ?? 'GMT',
      locale: design?.user?.locale ?? 'en_GB',
      language: design?.user?.language ?? 'en_US',
      encoding: design?.user?.encoding ?? 'UTF-8',
    },
    environments: Object.fromEntries(
      Object.entries(environments ?? {}).map(([name, { org, usernameSuffix }]) => [
        name,
        { org, usernameSuffix: usernameSuffix ?? '' },
      ]),
    ),
    maxIntegrationsPerPlan: maxIntegrationsPerPlan ?? 10,
    lifeCycle: {
      silentDays: lifeCycle?.silentDays ?? 30,
      frozenDays: lifeCycle?.frozenDays ?? 7,
      reviewDays: lifeCycle?.reviewDays ?? 365,
    },
  };
}
