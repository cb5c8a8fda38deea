/**
 * The catalogue of checks that an audit of integrations should make, by the codes that rules carry, and for those that no
 * rule decides: what it would take. `docs/rules/checks.md` is made from it, and a test holds it to the rules.
 */
export interface Check {
  readonly id: string;
  readonly asks: string;
  /** What neither a tree of metadata nor the reading of an org brings; absent where a rule decides it. */
  readonly takes?: string;
}

export interface CheckGroup {
  readonly title: string;
  readonly checks: readonly Check[];
}

const check = (id: string, asks: string, takes?: string): Check => ({ id, asks, ...(takes ? { takes } : {}) });

export const CHECKS: readonly CheckGroup[] = [
  {
    title: 'Profiles',
    checks: [
      check('P01', 'Is an integration on System Administrator?'),
      check('P02', 'Or on a copy of it?'),
      check('P03', 'Does its profile open objects?'),
      check('P04', 'Or fields?'),
      check('P05', 'Or system permissions beyond API access?'),
      check('P06', 'Or code, pages, flows and apps?'),
      check('P07', 'Do integrations have profiles of their own?'),
      check('P08', 'Is the profile shared with people?'),
      check('P09', 'Can the integration log in to the UI?'),
      check('P10', 'Is it on the deprecated integration profile?'),
      check('P11', 'May it call from any address?'),
      check('P12', 'Is a range so wide that it restricts nothing?'),
      check('P13', 'Do session settings suit a program?'),
      check('P14', 'Are there login hours?'),
    ],
  },
  {
    title: 'Users',
    checks: [
      check('U01', 'Do several applications log in as one user?'),
      check('U02', 'Does one application log in as several?'),
      check('U03', 'Is it a person’s own user?'),
      check('U04', 'Would the free integration licence be enough?'),
      check('U05', 'Is the permission set licence missing that the licence needs?'),
      check('U06', 'How many seats are left?'),
      check('U07', 'Has it not logged in for ninety days?'),
      check('U08', 'Is the user of an app inactive or frozen?'),
      check('U09', 'Does it log in with a password?'),
      check('U10', 'May it call SOAP login()?'),
      check('U11', 'Does its password never expire?'),
      check('U12', 'Who owns it?'),
      check('U13', 'Does a role or a public group share more with it?'),
      check('U14', 'When do its assignments end?'),
      check('U15', 'Who calls that nobody has declared?'),
      check('U16', 'Did somebody log in to the UI as an API-only user?'),
    ],
  },
  {
    title: 'Permission sets and groups',
    checks: [
      check('S01', 'Do several applications share a set?'),
      check('S02', 'Is the access of one spread over many?'),
      check('S03', 'Do people have the set too?'),
      check('S04', 'Modify All Data?'),
      check('S05', 'View All Data?'),
      check('S06', 'View All Fields?'),
      check('S07', 'Modify All Records?'),
      check('S08', 'View All Records?'),
      check('S09', 'Administration of users?'),
      check('S10', 'Configuration and code?'),
      check('S11', 'Identities, apps and secrets?'),
      check('S12', 'Approval of unknown applications?'),
      check('S13', 'Extraction in bulk?'),
      check('S14', 'Exemption from security controls?'),
      check('S15', 'Which objects are granted and never used?'),
      check('S16', 'Which verbs?'),
      check('S17', 'Which fields?', 'logs of queries (Event Monitoring), or a recording'),
      check('S18', 'What is used and not granted?'),
      check('S19', 'Which sensitive fields are open?'),
      check('S20', 'Which permission lacks another that it depends on?'),
      check('S21', 'Which field permissions would Salesforce refuse?'),
      check('S22', 'Which field permissions open nothing?'),
      check('S23', 'Does a set wait for an activation that never comes?'),
      check('S24', 'Does the licence of the set fit the user?'),
      check('S25', 'Is a group out of date?'),
      check('S26', 'Does it use sets that others ship?'),
      check('S27', 'Which code and switches are open?'),
      check('S28', 'Which screens, for a program?'),
      check('S29', 'Which set says nothing of itself?'),
      check('S30', 'Does a policy hand the set out by itself?'),
      check('S31', 'Which permission set licences are not needed?'),
      check('S32', 'Do files and org differ?', 'files and an org: leastwise plan'),
    ],
  },
  {
    title: 'Applications and tokens',
    checks: [
      check('A01', 'May everybody authorise the app?'),
      check('A02', 'Is it pre-authorised for more than its own set?'),
      check('A03', 'Or for nobody?'),
      check('A04', 'Are its scopes too broad?'),
      check('A05', 'Do its refresh tokens ever end?'),
      check('A06', 'Does it relax IP restrictions?'),
      check('A07', 'Is its run-as user API only?'),
      check('A08', 'Do two apps run as one user?'),
      check('A09', 'Which apps are used that nobody installed?'),
      check('A10', 'Which apps and tokens are not used?'),
      check('A11', 'Which tokens are there twice?'),
      check('A12', 'Which apps are of the old kind?'),
      check('A13', 'Is there a secret in the files?'),
      check('A14', 'Which risky log-in flows are on?'),
      check('A15', 'Are PKCE, secret and rotation in order?'),
      check('A16', 'Is API Access Control on?'),
      check('A17', 'When does its certificate end?'),
      check('A18', 'Does it ask a program for a second factor?'),
      check('A19', 'Is it bound to another org?'),
      check('A20', 'Are IP ranges checked on every request?'),
    ],
  },
  {
    title: 'Usage',
    checks: [
      check('E01', 'Which calls use versions of the API that end soon?'),
      check('E02', 'Which calls come from undeclared addresses?'),
      check('E03', 'Are event logs collected before they are gone?'),
      check('E04', 'Which calls are unusual for the application?', 'a declaration of what is usual'),
      check('E05', 'Who uses up the API allocation?'),
      check('E06', 'Who changed the access of integrations?'),
      check('E07', 'Which log-ins failed?'),
      check('E08', 'How much of what is used do the logs say?'),
    ],
  },
];
