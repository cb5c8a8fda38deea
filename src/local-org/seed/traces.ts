import { newDeleteToken } from '../login/delete-token.ts';
import { insertLog } from '../login/login-history.ts';
import { firstRow } from '../metadata/records.ts';
import type { OpenOrg } from '../open-org.ts';
import type { StoredValue } from '../store/store.ts';
import type { RequestRecord } from '../traffic.ts';
import { DAY, type Loading } from './people.ts';
import type { Seed, SeedItem } from './seed-schema.ts';

const HOUR = 3_600_000;

/** What happened before the org was started: log-ins, tokens, clicks in Setup, requests. */
export function leaveTraces(loading: Loading, seed: Seed): void {
  for (const login of seed.logins ?? []) addLogins(loading, login);
  for (const token of seed.tokens ?? []) addToken(loading, token);
  for (const entry of seed.auditTrail ?? []) addAuditEntry(loading, entry);
  const requests = (seed.apiUsage ?? []).flatMap((usage) => requestsOf(loading, usage));
  loading.org.traffic.addHistory(requests.toSorted((a, b) => a.time - b.time));
}

function userId({ org, told }: Loading, username: string, what: string): StoredValue {
  const id = firstRow(org, 'User', { Username: username })?.['Id'] ?? null;
  if (id === null) told.problem(what, `no User named ${username} found`);
  return id;
}

function addLogins(loading: Loading, login: SeedItem<'logins'>): void {
  const { org, today } = loading;
  const { user, application, type, daysAgo, count = 1, everyHours = 24, status = 'Success' } = login;
  const id = userId(loading, user, `Log-ins of ${application}`);
  if (id === null) return;
  const newest = today - daysAgo * DAY;
  for (let at = 0; at < count; at++) {
    insertLog(org, 'LoginHistory', {
      UserId: id,
      LoginTime: new Date(newest - at * everyHours * HOUR).toISOString(),
      LoginType: type,
      LoginSubType: login.subType ?? null,
      Status: status,
      SourceIp: login.sourceIp ?? '198.51.100.7',
      Application: application,
      Browser: login.browser ?? 'Unknown',
      Platform: 'Unknown',
      ApiType: login.apiType ?? 'N/A',
      ApiVersion: login.apiVersion ?? 'N/A',
      LoginUrl: 'login.salesforce.com',
      OptionsIsGet: 0,
      OptionsIsPost: 1,
    });
  }
  if (status !== 'Success') return;
  const moment = new Date(newest).toISOString();
  const sql = 'UPDATE "User" SET "LastLoginDate" = max(COALESCE("LastLoginDate", \'\'), ?) WHERE "Id" = ?';
  org.store.all(sql, [moment, id]);
}

/** Apps that nobody installed have a name and nothing else. */
function addToken(loading: Loading, token: SeedItem<'tokens'>): void {
  const { org, today } = loading;
  const id = userId(loading, token.user, `Token of ${token.application}`);
  if (id === null) return;
  const item = firstRow(org, 'AppMenuItem', { Label: token.application });
  insertLog(org, 'OauthToken', {
    AppName: token.application,
    AppMenuItemId: item?.['Id'] ?? null,
    UserId: id,
    DeleteToken: newDeleteToken(),
    LastUsedDate: new Date(today - token.usedDaysAgo * DAY).toISOString(),
    CreatedDate: new Date(today - (token.createdDaysAgo ?? token.usedDaysAgo) * DAY).toISOString(),
    UseCount: token.useCount ?? 1,
  });
}

function addAuditEntry(loading: Loading, { user, daysAgo, action, section, display }: SeedItem<'auditTrail'>): void {
  const id = userId(loading, user, `Audit trail entry ${action}`);
  if (id === null) return;
  insertLog(loading.org, 'SetupAuditTrail', {
    Action: action,
    Section: section ?? 'Manage Users',
    Display: display,
    CreatedById: id,
    CreatedDate: new Date(loading.today - daysAgo * DAY).toISOString(),
  });
}

/** Requests spread evenly over each day; of today, those that have been. */
function requestsOf(loading: Loading, usage: SeedItem<'apiUsage'>): readonly RequestRecord[] {
  const { org, today } = loading;
  const id = userId(loading, usage.user, `API usage of ${usage.user}`);
  if (id === null) return [];
  const app = usage.application === undefined ? undefined : applicationNamed(org, usage.application);
  const [from, to] = usage.daysAgo.toSorted((a, b) => a - b);
  const midnight = Math.floor(today / DAY) * DAY;
  const made: RequestRecord[] = [];
  for (let ago = Math.floor(from ?? 0); ago <= (to ?? 0); ago++) {
    for (let at = 0; at < usage.perDay; at++) {
      const time = midnight - ago * DAY + Math.floor(((at + 0.5) / usage.perDay) * DAY);
      if (time > today) break;
      made.push({
        time,
        userId: String(id),
        appId: app,
        appName: usage.application,
        family: usage.family,
        method: usage.method,
        resource: usage.resource,
        apiVersion: usage.apiVersion,
        entities: usage.entities ?? [],
        status: usage.status ?? 200,
        sourceIp: usage.sourceIp ?? '198.51.100.7',
        userAgent: usage.userAgent ?? '',
        countsAgainstLimit: true,
      });
    }
  }
  return made;
}

function applicationNamed(org: OpenOrg, name: string): string | undefined {
  const known =
    firstRow(org, 'ConnectedApplication', { Name: name }) ??
    firstRow(org, 'ExternalClientApplication', { MasterLabel: name });
  return known && String(known['Id']);
}
