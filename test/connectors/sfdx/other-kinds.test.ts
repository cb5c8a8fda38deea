import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMetadataFiles } from '../../../src/connectors/sfdx/read-files.ts';
import { document, element } from './metadata-text.ts';

test('a connected app: scopes, approval, flows, policies by label, with the line of each setting', () => {
  const path = 'connectedApps/ERP.connectedApp';
  const { connectedApps, secrets } = readMetadataFiles({
    [path]: document(
      'ConnectedApp',
      '<contactEmail>it@example.com</contactEmail>',
      element('ipRanges', { end: '10.0.0.9', start: '10.0.0.1' }),
      '<label>ERP</label>',
      '<oauthConfig>',
      '<consumerKey>3MVG9abc</consumerKey>',
      '<consumerSecret>5F2A99C0FFEE</consumerSecret>',
      '<isAdminApproved>true</isAdminApproved>',
      '<isClientCredentialEnabled>true</isClientCredentialEnabled>',
      '<oauthClientCredentialUser>erp@example.com</oauthClientCredentialUser>',
      '<scopes>Api</scopes>',
      '<scopes>RefreshToken</scopes>',
      '</oauthConfig>',
      element('oauthPolicy', { ipRelaxation: 'BYPASS_2FACTOR', refreshTokenPolicy: 'specific_inactivity:2:MONTHS' }),
      '<permissionSetName>ERP Orders</permissionSetName>',
      '<profileName>Sales</profileName>',
      element('sessionPolicy', { policyAction: 'Block', sessionLevel: 'HIGH_ASSURANCE', sessionTimeout: '15' }),
    ),
  });
  const [app] = connectedApps;
  assert.equal(app?.id, 'connected-app:ERP');
  assert.deepEqual(app.scopes, ['Api', 'RefreshToken']);
  assert.equal(app.adminApprovedOnly, true);
  assert.equal(app.flows.clientCredentials, true);
  assert.equal(app.flows.device, false);
  assert.equal(app.runAsUser, 'erp@example.com');
  assert.equal(app.ipRelaxation, 'bypass-with-second-factor');
  assert.deepEqual(app.refreshToken, { kind: 'inactivity', days: 60 });
  assert.deepEqual(app.sessionPolicy, { action: 'Block', level: 'HIGH_ASSURANCE', timeout: 15 });
  assert.deepEqual(
    app.permissionSets.map(({ name, origin }) => [name, origin.line]),
    [['ERP Orders', 16]],
  );
  assert.equal(app.lines['isAdminApproved']?.line, 9);
  assert.equal(app.template, false);
  assert.deepEqual(secrets, [
    { kind: 'consumer-key', holder: 'ERP', path, line: 7 },
    { kind: 'consumer-secret', holder: 'ERP', path, line: 8 },
  ]);
});

test('placeholders are no secrets, and make an app a template', () => {
  const placeholders = [
    'REDACTED',
    '{{SECRET}}',
    `$${'{SECRET}'}`,
    '%SECRET%',
    '****',
    'Placeholder_Value',
    '<secret>',
    'REPLACE_CLIENT_SECRET',
    'your-secret-here',
    'CONSUMER_SECRET',
  ];
  for (const placeholder of placeholders) {
    const { secrets, connectedApps } = readMetadataFiles({
      'connectedApps/A.connectedApp': document(
        'ConnectedApp',
        element('oauthConfig', { consumerSecret: placeholder.replaceAll('<', '&lt;') }),
      ),
    });
    assert.deepEqual(secrets, [], placeholder);
    assert.equal(connectedApps[0]?.template, /[{]/.test(placeholder), placeholder);
  }
});

test('no secret is anywhere in the snapshot', () => {
  const secret = 'A1B2C3D4E5F60718293A4B5C6D7E8F90';
  const key = `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`;
  const snapshot = readMetadataFiles({
    'connectedApps/A.connectedApp': document('ConnectedApp', element('oauthConfig', { consumerSecret: secret })),
    'extlClntAppGlobalOauthSets/B.ecaGlblOauth': document(
      'ExtlClntAppGlobalOauthSettings',
      `<certificate>${key}</certificate>`,
      `<consumerKey>${secret}</consumerKey>`,
      `<consumerSecret>${secret}</consumerSecret>`,
      '<externalClientApplication>B</externalClientApplication>',
    ),
    'authproviders/C.authprovider': document('AuthProvider', `<consumerSecret>${secret}</consumerSecret>`),
    'namedCredentials/D.namedCredential': document(
      'NamedCredential',
      `<password>${secret}</password>`,
      '<label>D</label>',
    ),
    'settings/Odd.settings': document('OddSettings', `<note>${key}</note>`),
    'namedCredentials/E.namedCredential': document(
      'NamedCredential',
      '<label>E</label>',
      `<endpoint>${key}</endpoint>`,
    ),
  });
  assert.deepEqual(
    snapshot.secrets.map(({ kind, holder, line }) => [kind, holder, line]),
    [
      ['consumer-secret', 'C', 3],
      ['consumer-secret', 'A', 3],
      ['private-key', 'B', 3],
      ['consumer-key', 'B', 6],
      ['consumer-secret', 'B', 7],
      ['consumer-secret', 'D', 3],
      ['private-key', 'E', 4],
      ['private-key', 'Odd', 3],
    ],
  );
  assert.doesNotMatch(JSON.stringify(snapshot), new RegExp(secret));
});

const ECA = {
  'externalClientApps/Billing.eca': document(
    'ExternalClientApplication',
    '<distributionState>Local</distributionState>',
    '<label>Billing Sync</label>',
  ),
  'extlClntAppOauthSettings/BillingOAuthSettings.ecaOauth': document(
    'ExtlClntAppOauthSettings',
    '<commaSeparatedOauthScopes>Api, RefreshToken</commaSeparatedOauthScopes>',
    '<externalClientApplication>Billing</externalClientApplication>',
    '<oauthLink>00D000:0x0</oauthLink>',
    element('trustedIpRanges', { endIpAddress: '10.0.0.9', startIpAddress: '10.0.0.1' }),
  ),
  'extlClntAppGlobalOauthSets/BillingGlblOAuth.ecaGlblOauth': document(
    'ExtlClntAppGlobalOauthSettings',
    '<externalClientApplication>Billing</externalClientApplication>',
    '<isClientCredentialsFlowEnabled>true</isClientCredentialsFlowEnabled>',
    '<isDeviceFlowEnabled>true</isDeviceFlowEnabled>',
    '<isPkceRequired>false</isPkceRequired>',
  ),
  'extlClntAppOauthPolicies/Whatever.ecaOauthPlcy': document(
    'ExtlClntAppOauthConfigurablePolicies',
    '<commaSeparatedPermissionSet>Billing, Billing_Extra</commaSeparatedPermissionSet>',
    '<externalClientApplication>Billing</externalClientApplication>',
    '<ipRelaxationPolicyType>Enforce_RelaxRefresh</ipRelaxationPolicyType>',
    '<isClientCredentialsFlowEnabled>false</isClientCredentialsFlowEnabled>',
    '<permittedUsersPolicyType>AllSelfAuthorized</permittedUsersPolicyType>',
    '<refreshTokenPolicyType>SpecificLifetime</refreshTokenPolicyType>',
    '<refreshTokenValidityPeriod>12</refreshTokenValidityPeriod>',
    '<refreshTokenValidityUnit>Hours</refreshTokenValidityUnit>',
    '<requiredSessionLevel>STANDARD</requiredSessionLevel>',
  ),
};

test('the files of an external client app are joined by the app they name', () => {
  const { externalClientApps } = readMetadataFiles({
    ...ECA,
    'extlClntAppPolicies/Stranger.ecaPlcy': document(
      'ExtlClntAppConfigurablePolicies',
      '<externalClientApplication>Elsewhere</externalClientApplication>',
    ),
  });
  const [billing, stranger] = externalClientApps;
  assert.equal(externalClientApps.length, 2);
  assert.equal(billing?.id, 'external-client-app:Billing');
  assert.deepEqual(billing.parts, ['app', 'oauth-settings', 'global-oauth', 'oauth-policies']);
  assert.equal(billing.label, 'Billing Sync');
  assert.deepEqual(billing.scopes, ['Api', 'RefreshToken']);
  assert.equal(billing.adminApprovedOnly, false);
  assert.equal(billing.flows.clientCredentials, false, 'the policy decides');
  assert.equal(billing.flows.device, true);
  assert.equal(billing.pkceRequired, false);
  assert.equal(billing.ipRelaxation, 'enforce-relax-refresh');
  assert.deepEqual(billing.refreshToken, { kind: 'lifetime', days: 0.5 });
  assert.deepEqual(
    billing.permissionSets.map(({ name }) => name),
    ['Billing', 'Billing_Extra'],
  );
  assert.equal(billing.ipRanges[0]?.start, '10.0.0.1');
  assert.deepEqual(billing.oauthLink, { path: 'extlClntAppOauthSettings/BillingOAuthSettings.ecaOauth', line: 5 });
  assert.deepEqual(billing.origin, { path: 'externalClientApps/Billing.eca', line: 2 });
  assert.equal(stranger?.name, 'Elsewhere');
  assert.deepEqual(stranger.parts, ['policies']);
  assert.equal(stranger.adminApprovedOnly, undefined);
});

test('two trees with an app of one name stay two apps, each with its own files', () => {
  const twice = Object.fromEntries(
    ['a', 'b'].flatMap((tree) => Object.entries(ECA).map(([path, text]) => [`${tree}/${path}`, text])),
  );
  const { externalClientApps, diagnostics } = readMetadataFiles(twice);
  assert.deepEqual(
    externalClientApps.map(({ id, parts, oauthLink }) => [id, parts.length, oauthLink?.path.slice(0, 2)]),
    [
      ['external-client-app:Billing', 4, 'a/'],
      ['external-client-app:Billing#2', 4, 'b/'],
    ],
  );
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['duplicate-name'],
  );
});

test('objects and fields are read from both formats alike', () => {
  const field = [
    '<complianceGroup>PII;GDPR</complianceGroup>',
    '<encryptionScheme>ProbabilisticEncryption</encryptionScheme>',
    '<label>Salary</label>',
    '<required>true</required>',
    '<securityClassification>Restricted</securityClassification>',
    '<type>Currency</type>',
  ];
  const parent = ['<referenceTo>Employee__c</referenceTo>', '<type>MasterDetail</type>'];
  const source = readMetadataFiles({
    'objects/Employee__c/Employee__c.object-meta.xml': document(
      'CustomObject',
      '<label>Employee</label>',
      '<sharingModel>Private</sharingModel>',
    ),
    'objects/Employee__c/fields/Salary__c.field-meta.xml': document(
      'CustomField',
      '<fullName>Salary__c</fullName>',
      ...field,
    ),
    'objects/Employee__c/fields/Boss__c.field-meta.xml': document(
      'CustomField',
      '<fullName>Boss__c</fullName>',
      ...parent,
    ),
  });
  const mdapi = readMetadataFiles({
    'objects/Employee__c.object': document(
      'CustomObject',
      `<fields><fullName>Boss__c</fullName>${parent.join('')}</fields>`,
      `<fields><fullName>Salary__c</fullName>${field.join('')}</fields>`,
      '<label>Employee</label>',
      '<sharingModel>Private</sharingModel>',
    ),
  });
  const bare = (items: readonly { readonly origin: unknown }[]) => items.map(({ origin: _, ...rest }) => rest);
  assert.deepEqual(bare(source.fields), bare(mdapi.fields));
  assert.deepEqual(bare(source.objects), bare(mdapi.objects));
  const [boss, salary] = mdapi.fields;
  assert.deepEqual(
    [boss?.name, boss?.type, boss?.referenceTo],
    ['Employee__c.Boss__c', 'MasterDetail', ['Employee__c']],
  );
  assert.deepEqual(salary, {
    name: 'Employee__c.Salary__c',
    label: 'Salary',
    type: 'Currency',
    required: true,
    formula: false,
    referenceTo: [],
    securityClassification: 'Restricted',
    complianceGroups: ['PII', 'GDPR'],
    encrypted: true,
    origin: { path: 'objects/Employee__c.object', line: 4 },
  });
});

test('settings, session settings, policies, credentials and custom permissions', () => {
  const snapshot = readMetadataFiles({
    'settings/Security.settings': document(
      'SecuritySettings',
      '<sessionSettings>',
      '<enforceIpRangesEveryRequest>true</enforceIpRangesEveryRequest>',
      '</sessionSettings>',
      element('networkAccess', { ipRanges: element('x', { start: '1' }) }),
    ),
    'profileSessionSettings/P.profileSessionSetting': document(
      'ProfileSessionSetting',
      '<profile>integration</profile>',
      '<requiredSessionLevel>HIGH_ASSURANCE</requiredSessionLevel>',
      '<sessionTimeout>30</sessionTimeout>',
    ),
    'useraccesspolicies/U.useraccesspolicy': document(
      'UserAccessPolicy',
      '<masterLabel>Grant</masterLabel>',
      '<status>Active</status>',
      '<triggerType>Create</triggerType>',
      element('userAccessPolicyActions', { action: 'Grant', target: 'ERP', type: 'PermissionSet' }),
    ),
    'namedCredentials/N.namedCredential': document(
      'NamedCredential',
      '<endpoint>https://example.com</endpoint>',
      '<principalType>NamedUser</principalType>',
    ),
    'externalCredentials/E.externalCredential': document(
      'ExternalCredential',
      element('externalCredentialParameters', { parameterName: 'Admin', parameterType: 'NamedPrincipal' }),
      element('externalCredentialParameters', { parameterName: 'Url', parameterType: 'AuthProviderUrl' }),
    ),
    'customPermissions/C.customPermission': document(
      'CustomPermission',
      '<label>See</label>',
      '<connectedApp>ERP</connectedApp>',
    ),
  });
  assert.deepEqual(
    snapshot.settings.map(({ file, key, value, origin }) => [file, key, value, origin.line]),
    [
      ['Security', 'sessionSettings.enforceIpRangesEveryRequest', 'true', 4],
      ['Security', 'networkAccess.ipRanges.x.start', '1', 6],
    ],
  );
  assert.equal(snapshot.profileSessionSettings[0]?.sessionTimeout, 30);
  assert.deepEqual(
    snapshot.userAccessPolicies[0]?.actions.map(({ action, type, target }) => [action, type, target]),
    [['Grant', 'PermissionSet', 'ERP']],
  );
  assert.deepEqual(
    snapshot.credentialPrincipals.map(({ credential, principal, kind }) => [credential, principal, kind]),
    [
      ['E', 'Admin', 'external-credential'],
      ['N', '', 'named-credential'],
    ],
  );
  assert.equal(snapshot.customPermissions[0]?.connectedApp, 'ERP');
  const read = ['settings', 'sessionSettings', 'accessPolicies', 'credentials', 'customPermissions'] as const;
  assert.ok(read.every((family) => snapshot.coverage[family].state === 'read'));
});

test('a certificate tells its last day, in PEM or bare, in either kind of app; a placeholder tells nothing', () => {
  const bare =
    'MIIBgTCCASegAwIBAgIUUwRhPnrvqhK6o1tUhaEt0EdFQXIwCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLZXJwLmV4YW1wbGUwHhcNMjYxMTI1MDIwNDM3WhcNMjcwMTI0MDIwNDM3WjAWMRQwEgYDVQQDDAtlcnAuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABGAQd2+9bKaJBkxpUSnCtQPFjqaKfJZEhcMs4+BieMaJ76TT7bfFPaUYzMVOp1uxdjpdmViUj3qpysc0cDXCmnijUzBRMB0GA1UdDgQWBBSBr7sPi0KqjfCSTrhFfP6sDEX/1jAfBgNVHSMEGDAWgBSBr7sPi0KqjfCSTrhFfP6sDEX/1jAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIHn3Gdx+E44WXuExzUTcVCmB69Aa3zkpwVGDsECxEq8cAiEAtrtQc+HbY0erfFDz4Cp6HgxWH9nL9lHaWDbVW0xhu+c=';
  const pem = `-----BEGIN CERTIFICATE-----\n${bare.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----`;
  const { connectedApps, externalClientApps } = readMetadataFiles({
    ...Object.fromEntries(
      [bare, pem, 'REDACTED', ''].map((certificate, at) => [
        `connectedApps/App${at}.connectedApp`,
        document('ConnectedApp', `<oauthConfig><certificate>${certificate}</certificate></oauthConfig>`),
      ]),
    ),
    'extlClntAppGlobalOauthSets/ERP.ecaGlblOauth': document(
      'ExtlClntAppGlobalOauthSettings',
      `<certificate>${pem}</certificate><externalClientApplication>ERP</externalClientApplication>`,
    ),
  });
  assert.deepEqual(
    [...connectedApps, ...externalClientApps].map(({ certificateEnds }) => certificateEnds),
    ['2027-01-24', '2027-01-24', undefined, undefined, '2027-01-24'],
  );
});
