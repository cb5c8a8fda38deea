import type { ConnectedApp, ExternalClientApp } from '../../model/app.ts';
import type { IpRange } from '../../model/container.ts';
import type { ProfileSessionSetting } from '../../model/setting.ts';
import { textOf, type XmlElement } from '../sfdx/parse-xml.ts';
import { readConnectedApp } from '../sfdx/read-connected-app.ts';
import { readIpRange } from '../sfdx/read-permissions.ts';
import { readSessionSetting } from '../sfdx/read-settings.ts';
import type { Failure } from './answer.ts';
import { listMetadata, readMetadata } from './ask-metadata.ts';
import type { Reading } from './reading.ts';

type Connected = Omit<ConnectedApp, 'id'>;
type Client = Omit<ExternalClientApp, 'id'>;

/** What only the Metadata API says of applications, and of the sessions of profiles. */
export interface AppSettings {
  readonly connectedApps: readonly Connected[];
  readonly clientApps: readonly Client[];
  readonly profileSessionSettings: readonly ProfileSessionSetting[];
}

const CONNECTED = 'ConnectedApp';
/** The other OAuth part, `ExtlClntAppGlobalOauthSettings`, holds the secrets: it is never asked for. */
const CLIENT = 'ExtlClntAppOauthSettings';
const SESSIONS = 'ProfileSessionSetting';

/**
 * Reads scopes, ranges, their relaxation and certificates of apps. That takes the Metadata API, which wants more than reading
 * rights (Modify Metadata, or Modify All Data): whoever has them not is told, and the rules that need it are not checked.
 */
export async function readAppSettings(
  reading: Reading,
  connectedApps: readonly Connected[],
  clientApps: readonly Client[],
): Promise<AppSettings> {
  const { wire, notes } = reading;
  const names = await listMetadata(wire, [CONNECTED, CLIENT, SESSIONS]);
  if ('status' in names) {
    notes.refused('appSettings', names);
    notes.refused('sessionSettings', names);
    const reason = reasonOf(names);
    return {
      connectedApps: connectedApps.map((app) => ({ ...app, unread: reason })),
      clientApps: clientApps.map((app) => ({ ...app, unread: reason })),
      profileSessionSettings: [],
    };
  }
  const known = connectedApps.map(({ name }) => name);
  const [connected, client, sessions] = await Promise.all([
    readMetadata(
      wire,
      CONNECTED,
      (names.get(CONNECTED) ?? []).filter((name) => known.includes(name)),
    ),
    readMetadata(wire, CLIENT, names.get(CLIENT) ?? []),
    readMetadata(wire, SESSIONS, names.get(SESSIONS) ?? []),
  ]);
  for (const found of [connected, client]) {
    if (found.ok) notes.read('appSettings');
    else notes.partial('appSettings', `settings of apps could not be read: ${reasonOf(found.failure)}`);
  }
  if (sessions.ok) notes.read('sessionSettings');
  else notes.refused('sessionSettings', sessions.failure);
  return {
    connectedApps: withSettings(connectedApps, connected.ok ? connected.records : [], 'fullName', connectedSettings),
    clientApps: withSettings(clientApps, client.ok ? client.records : [], 'externalClientApplication', clientSettings),
    profileSessionSettings: sessions.ok ? sessions.records.map(toSessionSetting) : [],
  };
}

function reasonOf({ code, message }: Failure): string {
  return code === '' ? message : `${code} ${message}`;
}

/** Joins apps with what was read of them, by the element of the record that names the app. */
function withSettings<App extends Connected | Client>(
  apps: readonly App[],
  records: readonly XmlElement[],
  nameElement: string,
  join: (app: App, record: XmlElement) => App,
): readonly App[] {
  const byName = new Map(records.map((record) => [textOf(record, nameElement), record]));
  return apps.map((app) => {
    const record = byName.get(app.name);
    return record ? join(app, record) : { ...app, unread: 'the Metadata API shows no settings of it' };
  });
}

/** Who may use it, its policies as the data API tells them and its run-as user stay; they are the org's of this moment. */
function connectedSettings({ unread: _unread, ...app }: Connected, record: XmlElement): Connected {
  const read = readConnectedApp(record, app.origin.path);
  return {
    ...app,
    description: read.description,
    contactEmail: app.contactEmail || read.contactEmail,
    scopes: read.scopes,
    flows: { ...read.flows, clientCredentials: read.flows.clientCredentials || app.flows.clientCredentials },
    ipRelaxation: read.ipRelaxation,
    refreshToken: read.refreshToken ?? app.refreshToken,
    ipRanges: read.ipRanges.map((range) => atApp(range, app)),
    pkceRequired: read.pkceRequired,
    secretOptional: read.secretOptional,
    refreshTokenRotation: read.refreshTokenRotation,
    certificateEnds: read.certificateEnds,
    sessionPolicy: read.sessionPolicy ?? app.sessionPolicy,
  };
}

function clientSettings({ unread: _unread, ...app }: Client, record: XmlElement): Client {
  return {
    ...app,
    ipRanges: record.children
      .filter(({ name }) => name === 'trustedIpRanges')
      .map((range) => atApp(readIpRange(range, app.origin.path, 'startIpAddress', 'endIpAddress'), app)),
  };
}

/** Lines of an answer lead nowhere: the record is the place. */
function atApp(range: IpRange, { origin }: Connected | Client): IpRange {
  return { ...range, origin };
}

function toSessionSetting(record: XmlElement): ProfileSessionSetting {
  const path = `ProfileSessionSetting/${textOf(record, 'profile')}`;
  return { ...readSessionSetting(record, path), origin: { path, line: 0 } };
}
