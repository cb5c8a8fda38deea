/**
 * The arrow table of docs/architecture.md, executable. Each rule says why the arrow is missing.
 * A folder of `src` that stands in no row fails the architecture test.
 */
export const ARROWS = {
  model: [],
  platform: [],
  files: ['model'],
  access: ['model', 'platform'],
  discover: ['model', 'platform', 'access'],
  rules: ['model', 'platform', 'access'],
  plan: ['model', 'platform', 'access'],
  succession: ['model', 'platform', 'access', 'plan'],
  apply: ['model'],
  verify: ['model', 'platform', 'access', 'plan'],
  yaml: ['model'],
  config: ['model', 'yaml', 'files'],
  desired: ['model', 'yaml', 'files'],
  credentials: ['model', 'files'],
  'debug-log': ['model'],
  login: ['model', 'platform', 'files', 'credentials', 'connectors'],
  tracing: ['model', 'files', 'debug-log', 'connectors'],
  probe: ['model', 'verify', 'connectors'],
  report: ['model'],
  connectors: ['model', 'platform', 'files'],
  pipelines: ['model', 'platform', 'access', 'discover', 'rules', 'plan', 'succession', 'apply', 'verify', 'probe', 'config', 'desired', 'credentials', 'login', 'debug-log', 'tracing', 'connectors', 'files'],
  'local-org': ['platform'],
  commands: ['model', 'pipelines', 'report', 'local-org'],
};

const WHY = {
  model: 'Nouns only: everything may know them, so they know nothing.',
  platform: 'What Salesforce does, as tables: the local org and the engine must be able to share it without sharing anything else.',
  files: 'How a file is written whole or not at all: everybody who writes does it this one way.',
  access: 'The permission engine answers from the snapshot alone.',
  discover: 'Which parts belong to one application is decided from the snapshot and its access, not from where it was read.',
  rules: 'A rule is a pure function of what was read.',
  apply: 'How an approved plan is run, whatever it is run against: it knows changes, not orgs.',
  verify: 'What is asked, how an answer is judged, how evidence is sealed: decided before the first request, and without one.',
  probe: 'An integration is tried as itself: what to ask and what an answer means is decided elsewhere.',
  succession: 'How one account takes over from another and how the old one leaves: decided from what was read, like a plan.',
  plan: 'The way from what is to what is declared: a pure function of both. Whether it is dangerous is for rules to say.',
  yaml: 'How files that people write are read: what they may say is for their owners to define.',
  config: 'Settings are data: they know the nouns, not the rules that use them.',
  'debug-log': 'What a debug log says is a pure function of its text.',
  login: 'What is done in the name of an application: log in, ask, change what it logs in with. It is given who that is.',
  tracing: 'A trace of one user, from the flag to its end: it is given who that is.',
  credentials: 'Keys, certificates and where secrets go: nothing else of ours touches one, so it can be read in one sitting.',
  desired: 'Declared files are data: what they mean for an org is decided elsewhere.',
  report: 'A report is a function of its input: whoever prints must not look things up.',
  connectors: 'A connector fills a snapshot; judging is not its business.',
  pipelines: 'One verb as a sequence of stages; printing belongs to commands.',
  'local-org': 'The independent oracle: it shares tables with the engine, and no algorithm.',
  commands: 'Flags, one pipeline, one report, an exit code.',
};

/** Packages that are walled in: only these folders may import them. */
const WALLS = [
  { name: 'salesforce-stack', packages: '@salesforce/[^/]+|@oclif/[^/]+|@jsforce/[^/]+|jsforce', only: '^src/(commands|connectors/org)/', why: 'Half a second of start-up and Node >= 22 internals stay at the edge.' },
  { name: 'http', packages: 'undici', only: '^src/connectors/org/', why: 'One wire to an org, which asks and never writes.' },
  { name: 'yaml', packages: 'yaml', only: '^src/(yaml|desired|config)/', why: 'Files people write are parsed in one place, with line numbers, and written by their owners.' },
  { name: 'xml', packages: 'saxes', only: '^src/(connectors/sfdx|local-org)/', why: 'Metadata XML is read by one connector, and by the org that stands for Salesforce.' },
  { name: 'soql', packages: '@jetstreamapp/soql-parser-js', only: '^src/local-org/soql/', why: 'Queries are parsed where they are answered.' },
  { name: 'zip', packages: 'yauzl', only: '^src/connectors/sfdx/', why: 'Archives are opened by one connector, with its limits.' },
];

const PURE = 'debug-log|model|platform|access|discover|rules|plan|succession|verify|report';

/** @type {{ forbidden: import('dependency-cruiser').IForbiddenRuleType[], options: import('dependency-cruiser').ICruiseOptions }} */
const config = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', comment: 'Two files that need each other are one idea or three.', from: {}, to: { circular: true } },
    ...Object.entries(ARROWS).map(([folder, allowed]) => ({
      name: `${folder}-imports`,
      severity: 'error',
      comment: WHY[folder],
      from: { path: `^src/${folder}/` },
      to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
    })),
    ...WALLS.map(({ name, packages, only, why }) => ({
      name: `wall-${name}`,
      severity: 'error',
      comment: why,
      from: { path: '^src/', pathNot: only },
      to: { path: `(^|/)node_modules/(${packages})/|^(${packages})(/|$)` },
    })),
    {
      name: 'pure-folders',
      severity: 'error',
      comment: 'No I/O, clock, environment or console here: the same input gives the same output, anywhere.',
      from: { path: `^src/(${PURE})/` },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(util|crypto)$' },
    },
    { name: 'no-orphans', severity: 'error', comment: 'A file that nothing reaches is dead.', from: { path: '^src/', orphan: true, pathNot: '^src/(index\\.ts|local-org/local-org\\.ts|commands/|rules/(access|change)/)' }, to: {} },
    { name: 'no-dev-dependencies', severity: 'error', comment: 'What ships must be installed with the package.', from: { path: '^src/' }, to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};

export default config;
