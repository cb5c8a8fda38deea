import type { ConnectedApp, ExternalClientApp } from '../model/app.ts';
import type { Origin } from '../model/origin.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { NotCheckedVerdict } from './rule.ts';

/** Connected apps and external client apps: what an application logs in through. */
export type App = ConnectedApp | ExternalClientApp;

/** An app as what a verdict is about. */
export interface AppSubject {
  readonly subject: string;
  readonly subjectKind: 'app';
  readonly subjectId: string;
}

export function appsOf({ connectedApps, externalClientApps }: Snapshot): readonly App[] {
  return [...connectedApps, ...externalClientApps];
}

export function appSubject({ id, name }: App): AppSubject {
  return { subject: name, subjectKind: 'app', subjectId: id };
}

/** `Connected app "ERP"`; a file with placeholders is a template of one. */
export function appTitle({ kind, label, template }: App): string {
  const what = kind === 'connected-app' ? 'connected app' : 'external client app';
  const whole = template ? `template of a ${what}` : what;
  return `${whole.charAt(0).toUpperCase()}${whole.slice(1)} "${label}"`;
}

/** Where the first of these settings stands, or the app itself. */
export function settingOrigin(app: App, ...elements: readonly string[]): Origin {
  const element = elements.find((name) => app.lines[name] !== undefined);
  return (element === undefined ? undefined : app.lines[element]) ?? app.origin;
}

/** Whether the source says what an app's admin decided; the app and its settings alone do not. */
export function hasPolicies(app: App): boolean {
  return app.kind === 'connected-app' || app.parts.includes('oauth-policies');
}

/** What cannot be said of an app whose settings were not read; `undefined` when they were. */
export function notRead(app: App): NotCheckedVerdict | undefined {
  if (app.unread === undefined) return undefined;
  return { ...appSubject(app), outcome: 'not-checked', reason: `settings of ${app.name}: ${app.unread}` };
}

/** An org tells the scopes of external client apps beside their policies; those of connected apps stand in metadata alone. */
export function scopesAreKnown(app: App): boolean {
  return app.unread === undefined || (app.kind === 'external-client-app' && app.parts.includes('oauth-settings'));
}

/** Whether it can hold a refresh token at all: an app of a server that only uses client credentials gets none. */
export function takesRefreshTokens({ scopes }: App): boolean {
  return scopes.some((scope) => /^(RefreshToken|OfflineAccess|Full)$/i.test(scope));
}
