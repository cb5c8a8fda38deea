import type { Origin } from './origin.ts';

export interface ObjectDefinition {
  readonly name: string;
  readonly label: string;
  /** `List` or `Hierarchy` for a custom setting. */
  readonly customSettingsType: string | undefined;
  /** Organisation-wide default: `Private`, `Read`, `ReadWrite`, `ControlledByParent` … */
  readonly sharingModel: string | undefined;
  readonly origin: Origin;
}

export interface FieldDefinition {
  /** `Object.Field`. */
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly required: boolean;
  readonly formula: boolean;
  readonly referenceTo: readonly string[];
  readonly securityClassification: string | undefined;
  /** `PII`, `HIPAA`, `PCI` …: split on `;`. */
  readonly complianceGroups: readonly string[];
  readonly encrypted: boolean;
  readonly origin: Origin;
}

export interface CustomPermission {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly connectedApp: string | undefined;
  readonly origin: Origin;
}

/** A principal of a named or external credential that permission sets open. */
export interface CredentialPrincipal {
  readonly credential: string;
  readonly principal: string;
  readonly kind: 'named-credential' | 'external-credential';
  readonly endpoint: string;
  readonly principalType: string;
  readonly origin: Origin;
}
