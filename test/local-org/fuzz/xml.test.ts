import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { metadataFile } from '../deployment.ts';
import { metadataOperations, recordOperations } from '../nothing-else/soap-attempts.ts';
import { buildWorld, type World } from '../nothing-else/world.ts';
import { runs } from '../runs.ts';
import { ask, checkAnswer, checkShape } from './answers.ts';

let world: World;
/** The administrator does as told, which may open anything to anybody: in an org of its own. */
let spoiled: World;
before(async () => {
  [world, spoiled] = [await buildWorld(), await buildWorld()];
});
after(() => Promise.all([world.org.close(), spoiled.org.close()]));

const XML = { 'content-type': 'text/xml' };

/** A right envelope for one of the operations of an API. */
function envelope(token: string, operation: string, inner: string): string {
  return `<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Header><SessionHeader><sessionId>${token}</sessionId></SessionHeader><AllOrNoneHeader><allOrNone>true</allOrNone></AllOrNoneHeader></e:Header><e:Body><${operation} xmlns="urn:partner.soap.sforce.com">${inner}</${operation}></e:Body></e:Envelope>`;
}

const JUNK = [
  '<',
  '>',
  '</',
  '/>',
  '&',
  '&amp;',
  '&xxe;',
  '&#0;',
  '&#x41;',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?x?>',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
  ' xsi:nil="true"',
  ' xsi:type="x:y"',
  '<__proto__/>',
  '<Id/>',
  '\u0000',
  '😀',
  'true',
  '-1',
  '99999999999',
  '<a>'.repeat(200),
];

/** Text with something lost, doubled or put into it between two tags. */
function damage(text: string, at: number, how: number, junk: string): string {
  const parts = text.split(/(?<=>)|(?=<)/);
  const place = at % parts.length;
  if (how === 0) return parts.toSpliced(place, 1).join('');
  if (how === 1) return parts.toSpliced(place, 0, parts[place] ?? '').join('');
  if (how === 2) return parts.slice(0, place).join('');
  if (how === 3) return parts.toSpliced(place, 1, junk).join('');
  return parts.toSpliced(place, 0, junk).join('');
}

const damages = fc.array(
  fc.tuple(fc.nat(500), fc.nat(4), fc.oneof(fc.constantFrom(...JUNK), fc.string({ unit: 'binary', maxLength: 6 }))),
  { maxLength: 2 },
);
type Damages = readonly (readonly [number, number, string])[];
const damaged = (text: string, changes: Damages) =>
  changes.reduce((told, [at, how, junk]) => damage(told, at, how, junk), text);

/** Operations that end the session in use would end the test with it. */
const ENDS: ReadonlySet<string> = new Set(['logout', 'invalidateSessions', 'setPassword', 'resetPassword']);

test('SOAP of any shape is answered in an envelope, and tells nothing more', async () => {
  const operations = [
    ...Object.entries(recordOperations(world)).map(([name, tried]) => ['u/60.0', name, tried] as const),
    ...Object.entries(metadataOperations(world)).map(([name, tried]) => ['m/60.0', name, tried] as const),
  ].filter(([, name]) => !ENDS.has(name));
  await fc.assert(
    fc.asyncProperty(fc.nat(operations.length - 1), fc.nat(5), damages, async (at, which, changes) => {
      const [api, name, tried] = operations[at] ?? ['u/60.0', 'query', []];
      const inner = tried[which % Math.max(1, tried.length)]?.[0] ?? '';
      const path = `/services/Soap/${api}`;
      const sent = damaged(envelope(world.narrow.token, name, inner), changes);
      checkAnswer(await ask(world.narrow, 'POST', path, sent, XML), `${path} ${sent}`);
      const asAdmin = sent.replace(world.narrow.token, spoiled.admin.token);
      checkShape(await ask(spoiled.admin, 'POST', path, asAdmin, XML), `administrator: ${path} ${sent}`);
    }),
    runs(300),
  );
});

test('deep and long XML is refused or answered, in time', async () => {
  const monstrous = [
    '<a>'.repeat(100_000),
    `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`,
    `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at} "${'&lol;'.repeat(10)}">`).join('')}]><a>&l8;</a>`,
    `<a ${Array.from({ length: 20_000 }, (_, at) => `b${at}="c"`).join(' ')}/>`,
    `<a>${'<b/>'.repeat(300_000)}</a>`,
    'x'.repeat(500_000),
    '',
    '\u0000',
  ];
  for (const text of monstrous) {
    for (const api of ['u/60.0', 'c/60.0', 'm/60.0', 's/60.0']) {
      const path = `/services/Soap/${api}`;
      checkAnswer(await ask(world.narrow, 'POST', path, text, XML), `${path} ${text.slice(0, 60)}`);
      const within = envelope(spoiled.admin.token, 'deploy', text);
      checkShape(await ask(spoiled.admin, 'POST', path, within, XML), `${path} deploy ${text.slice(0, 60)}`);
    }
  }
});

const FILES: readonly (readonly [path: string, text: string])[] = [
  [
    'objects/Thing__c.object',
    metadataFile(
      'CustomObject',
      '<label>Thing</label><fields><fullName>A__c</fullName><type>Text</type><length>80</length><label>A</label></fields>',
    ),
  ],
  [
    'permissionsets/Some.permissionset',
    metadataFile(
      'PermissionSet',
      '<label>Some</label><objectPermissions><allowRead>true</allowRead><object>Account</object></objectPermissions><fieldPermissions><field>Account.Industry</field><readable>true</readable></fieldPermissions><userPermissions><name>ApiEnabled</name><enabled>true</enabled></userPermissions>',
    ),
  ],
  [
    'profiles/Some.profile',
    metadataFile(
      'Profile',
      '<custom>true</custom><userLicense>Salesforce</userLicense><loginIpRanges><startAddress>10.0.0.1</startAddress><endAddress>10.0.0.9</endAddress></loginIpRanges>',
    ),
  ],
  [
    'permissionsetgroups/G.permissionsetgroup',
    metadataFile(
      'PermissionSetGroup',
      '<label>G</label><permissionSets>Some</permissionSets><mutingPermissionSets>M</mutingPermissionSets>',
    ),
  ],
  [
    'mutingpermissionsets/M.mutingpermissionset',
    metadataFile(
      'MutingPermissionSet',
      '<label>M</label><objectPermissions><allowRead>true</allowRead><object>Account</object></objectPermissions>',
    ),
  ],
  [
    'connectedApps/App.connectedApp',
    metadataFile(
      'ConnectedApp',
      '<label>App</label><contactEmail>a@b.example</contactEmail><oauthConfig><callbackUrl>https://a.example</callbackUrl><scopes>Api</scopes></oauthConfig>',
    ),
  ],
  [
    'destructiveChangesPost.xml',
    metadataFile('Package', '<types><members>Some</members><name>PermissionSet</name></types>'),
  ],
  [
    'package.xml',
    metadataFile('Package', '<types><members>*</members><name>PermissionSet</name></types><version>60.0</version>'),
  ],
];

function packed(files: readonly (readonly [string, string])[]): Buffer {
  return Buffer.from(zipSync(Object.fromEntries(files.map(([path, text]) => [path, strToU8(text)]))));
}

async function deploy(zip: Buffer, asked: string): Promise<void> {
  const path = '/services/Soap/m/60.0';
  const options = '<DeployOptions><rollbackOnError>true</rollbackOnError><checkOnly>true</checkOnly></DeployOptions>';
  const inner = `<ZipFile>${zip.toString('base64')}</ZipFile>${options}`;
  const started = await ask(spoiled.admin, 'POST', path, envelope(spoiled.admin.token, 'deploy', inner), XML);
  checkShape(started, asked);
  const id = /<id>(\w+)<\/id>/.exec(started.text)?.[1];
  if (id === undefined) return;
  const status = `<asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails>`;
  checkShape(
    await ask(spoiled.admin, 'POST', path, envelope(spoiled.admin.token, 'checkDeployStatus', status), XML),
    asked,
  );
}

test('metadata files of any shape are deployed or refused by name', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(FILES.length - 1), damages, async (at, changes) => {
      const files = FILES.map(([path, text], place) => [path, place === at ? damaged(text, changes) : text] as const);
      await deploy(packed(files), `${FILES[at]?.[0]} ${files[at]?.[1]}`);
    }),
    runs(150),
  );
});

test('zips of any shape are opened or refused', async () => {
  const whole = packed(FILES);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      fc.nat(whole.length),
      async (bytes, cut) => {
        const zip = Buffer.from(whole);
        for (const [at, value] of bytes) zip[at] = value;
        await deploy(cut % 3 === 0 ? zip.subarray(0, cut) : zip, `zip ${JSON.stringify(bytes)} cut ${cut}`);
      },
    ),
    runs(150),
  );
});
