/** How much a name alone says: `strong` words name a machine's account, `weak` ones might also name a tool of people. */
export interface WordSignal {
  readonly word: string;
  readonly strength: 'strong' | 'weak';
}

/** Whole words after camel case, digits and accents are taken apart: never parts of words (Capital, Rapid, Integrity). */
export function wordsOf(text: string): readonly string[] {
  return takenApart(text)
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

/** Lower case, without accents, with a space where camel case begins a word. */
function takenApart(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[øØ]/g, 'o')
    .replace(/[æÆ]/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase();
}

/**
 * Stems of "integration", "interface" and "synchronisation" in the languages of Europe: compounds grow at the end of a
 * word (Integrationsbenutzer, grensesnittbruker), so these match the beginning of a whole word.
 */
const STRONG_STEMS: readonly RegExp[] = [
  /^integra(tion|tor|tie|sjon|cion|cao|coes|zion|cij|cj|ce$|atio)/,
  /^(schnittstelle|grensesnitt|granssnitt|graenseflade|koppelvlak|rajapinta|middleware|mellomvare)/,
  /^(synchroni[sz]|synkronis|sinkroni|sincroni[sz])/,
  /^(systembruker|systembruger|systemanvandar|systembenutzer|systeemgebruiker|dienstkonto|dienstbenutzer)/,
  /^(tjenestekonto|tjanstekonto|servicekonto|serviceuser|serviceaccount|apiuser|apionly|apibruker|apibenutzer)/,
];

const STRONG: ReadonlySet<string> = new Set(
  `integ intg intgr integrasi svc middleware ipaas esb etl elt sync syncs syncing connector connectors connecteur
  konnektor konektor conector connettore mulesoft anypoint informatica iics boomi dellboomi talend fivetran matillion
  airbyte snaplogic workato celigo jitterbit tibco webmethods biztalk ownbackup odaseva spanning`
    .trim()
    .split(/\s+/),
);

/** Several words that mean a machine's account together. */
const STRONG_PHRASES: readonly string[] = [
  'api only',
  'api user',
  'api client',
  'api integration',
  'delle interfacce',
  'integration user',
  'machine to machine',
  'service account',
  'service user',
  'system user',
  'technical user',
  'technischer benutzer',
  'compte de service',
  'compte technique',
  'cuenta de servicio',
  'usuario de servicio',
  'conta de servico',
  'utente di servizio',
  'external system',
  'external application',
];

const WEAK: ReadonlySet<string> = new Set(
  `dataloader api apis webservice webservices webhook webhooks rest soap odata jwt oauth edi sftp pubsub bot bots robot rpa uipath
  backup backups sikkerhetskopi sauvegarde respaldo interface interfaces interfaz interfaccia koppeling passerelle
  gateway replication replikering extractor extraction siem splunk snowflake databricks zapier daemon headless`
    .trim()
    .split(/\s+/),
);

const WEAK_PHRASES: readonly string[] = ['data loader'];

/** Features of people's mail and files that are called a synchronisation. */
const SYNC_OF_PEOPLE: readonly string[] = [
  'files sync',
  'sync files',
  'lightning sync',
  'exchange sync',
  'calendar sync',
  'contacts sync',
  'outlook integration',
  'gmail integration',
  'outlook sync',
];

/** Roles of people: beside a word for machines they leave it open whether the name means a machine or its keeper. */
const ROLES: ReadonlySet<string> = new Set(
  `admin admins administrator administrators agent agents analyst analysts config configuration dashboard developer
  developers editor editors logs manager managers monitoring operator operators reader report reports settings setup
  specialist support team teams viewer viewers`
    .trim()
    .split(/\s+/),
);

/** Whom descriptions of people's sets speak of. */
const PEOPLE: ReadonlySet<string> = new Set(
  `users people employees staff colleagues reps everyone brukere ansatte anvandare mitarbeiter benutzer utilisateurs
  usuarios gebruikers`
    .trim()
    .split(/\s+/),
);

/** Words before which "interface" speaks of screens. */
const SCREENS: ReadonlySet<string> = new Set(['user', 'utilisateur', 'usuario', 'utente', 'web']);

/** The strongest word in a name or label that speaks of a machine's account; `undefined` when none does. */
export function signalInName(text: string): WordSignal | undefined {
  const words = wordsOf(text);
  if (SYNC_OF_PEOPLE.some((phrase) => hasPhrase(words, phrase))) return undefined;
  const strong = strongWord(words);
  // "Integration Managers" may well be people who look after integrations.
  if (strong !== undefined)
    return { word: strong, strength: words.some((word) => ROLES.has(word)) ? 'weak' : 'strong' };
  const weak = words.find((word, at) => WEAK.has(word) && !(/^interf/.test(word) && isScreen(words, at)));
  const tool = weak ?? WEAK_PHRASES.find((phrase) => hasPhrase(words, phrase));
  if (tool !== undefined) return { word: tool, strength: 'weak' };
  // `Int_Billing`: a prefix that many naming rules use; anywhere else "int" is not a word of its own.
  return /^int[_-]/i.test(text) ? { word: 'Int_', strength: 'weak' } : undefined;
}

/** A description is prose that mentions all kinds of things: only what names a machine's account counts. */
export function signalInDescription(text: string): WordSignal | undefined {
  const words = wordsOf(text);
  const phrase = STRONG_PHRASES.find((sought) => hasPhrase(words, sought));
  if (phrase !== undefined) return { word: phrase, strength: 'weak' };
  if (words.some((word) => ROLES.has(word) || PEOPLE.has(word))) return undefined;
  const first = words.slice(0, 12).find((word) => STRONG.has(word) || STRONG_STEMS.some((stem) => stem.test(word)));
  return first === undefined ? undefined : { word: first, strength: 'weak' };
}

function strongWord(words: readonly string[]): string | undefined {
  const word = words.find((candidate) => STRONG.has(candidate) || STRONG_STEMS.some((stem) => stem.test(candidate)));
  return word ?? STRONG_PHRASES.find((phrase) => hasPhrase(words, phrase));
}

function isScreen(words: readonly string[], at: number): boolean {
  return SCREENS.has(words[at - 1] ?? '') || SCREENS.has(words[at + 1] ?? '');
}

function hasPhrase(words: readonly string[], phrase: string): boolean {
  return ` ${words.join(' ')} `.includes(` ${phrase} `);
}

/** Words that say what kind of thing a name names, not which application: left out when names are compared. */
const GENERIC: ReadonlySet<string> = new Set(
  `app application access account administrator admin client custom for full int internal limited managed only permission
  permissions permset platform policies profile prod production ps psg psl read readonly role salesforce sandbox sf sfdc
  access service set settings system test the to uat user users write oauth jwt und og och et de der`
    .trim()
    .split(/\s+/),
);

/**
 * Which application a name speaks of: its words without those that only say "integration user permission set". `HR_Sync`,
 * `hr-sync@acme.example` and `HR Sync Integration` have the key `hr`; numbers count, for ERP 1 is not ERP 2. Empty when
 * nothing is left that has a letter.
 */
export function applicationKey(text: string): string {
  const [local = ''] = text.split('@');
  const words = takenApart(local)
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => (isGeneric(word.replace(/\p{N}+/gu, '')) ? word.replace(/\p{L}+/gu, '') : word))
    .filter((word) => word !== '');
  return words.some((word) => /\p{L}/u.test(word)) ? words.join(' ') : '';
}

function isGeneric(word: string): boolean {
  return GENERIC.has(word) || STRONG.has(word) || WEAK.has(word) || STRONG_STEMS.some((stem) => stem.test(word));
}

/** A name for people and files: kebab-case, ASCII. `Nightly Loader` → `nightly-loader`. */
export function integrationName(text: string): string {
  const [local = ''] = text.split('@');
  const words = local
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return words.join('-') || 'unnamed';
}
