import { Args, Flags } from '@oclif/core';
import { Problem } from '../../model/problem.ts';
import { declare, type NewIntegration } from '../../pipelines/declare.ts';
import { isAtTerminal, type Person, personAt } from '../ask.ts';
import { IntegrationCommand } from '../integration-command.ts';

const FLOWS = ['client-credentials', 'jwt-bearer'] as const;
type Flow = (typeof FLOWS)[number];

interface Answers {
  readonly purpose: string;
  readonly owner: string;
  readonly access: Pick<NewIntegration['access'], 'read' | 'create' | 'edit'>;
  readonly flow: Flow | undefined;
  readonly ip: readonly string[];
}

const several = (summary: string, helpValue: string) => Flags.string({ summary, helpValue, multiple: true });

export default class IntegrationNew extends IntegrationCommand<unknown> {
  static override readonly summary = 'Declare a new integration: writes integrations/<name>.yml.';
  static override readonly description = [
    'Asks for what is missing when a person is at the terminal; otherwise takes everything from flags. Never overwrites a file,',
    'and changes nothing in any org: plan and apply do that.',
  ].join('\n');
  static override readonly examples = [
    { description: 'Be asked:', command: '<%= config.bin %> <%= command.id %> loyalty' },
    {
      description: 'Read two fields of orders and edit one of contacts:',
      command:
        '<%= config.bin %> <%= command.id %> loyalty --purpose "Points for orders" --owner crm@acme.com --read Order__c.Name,Amount__c --edit Contact.Points__c',
    },
    {
      description: 'With its own application, from known addresses:',
      command:
        '<%= config.bin %> <%= command.id %> tax-engine --label "Tax Engine" --purpose "Taxes on invoices" --owner tax@acme.com --edit Invoice__c.Tax__c --flow client-credentials --ip 203.0.113.0/28',
    },
  ];
  static override readonly args = {
    name: Args.string({ description: 'Lower-case words joined by hyphens: tax-engine.', required: true }),
  };
  static override readonly flags = {
    label: Flags.string({ summary: 'What people see. Default: made from the name.', helpValue: '<text>' }),
    purpose: Flags.string({ summary: 'What it is for, in one sentence.', helpValue: '<text>' }),
    owner: Flags.string({ summary: 'Who answers for it: best an address.', helpValue: '<who>' }),
    review: Flags.string({ summary: 'Day of the next review. Default: in a year.', helpValue: '<date>' }),
    read: several('Fields or objects it reads: Order__c.Name,Status__c', '<names>'),
    create: several('Objects it creates, with the fields it fills in.', '<names>'),
    edit: several('Fields or objects it edits.', '<names>'),
    delete: several('Objects it deletes records of.', '<objects>'),
    object: several('An object with verbs: Case:read,create', '<object:verbs>'),
    system: several('System permissions: ViewSetup', '<names>'),
    'custom-permission': several('Custom permissions.', '<names>'),
    'apex-class': several('Apex classes that it calls.', '<names>'),
    app: Flags.string({ summary: 'Name of its external client app. Default: the naming rule.', helpValue: '<name>' }),
    flow: Flags.option({ options: FLOWS, summary: 'How it logs in. Left out: no app is made.' })(),
    ip: several('Addresses it calls from: 203.0.113.0/28', '<range>'),
    directory: Flags.directory({ summary: 'Project to write into.', default: '.', helpValue: '<folder>' }),
    config: Flags.file({ summary: 'Settings file. Default: the nearest leastwise.yml.', helpValue: '<file>' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationNew);
    const hasAccess = [flags.read, flags.create, flags.edit, flags.delete, flags.object, flags.system].some(Boolean);
    const given = {
      purpose: flags.purpose,
      owner: flags.owner,
      access: hasAccess ? { read: flags.read ?? [], create: flags.create ?? [], edit: flags.edit ?? [] } : undefined,
      flow: flags.flow ?? (flags.app === undefined ? undefined : ('client-credentials' as const)),
      ip: flags.ip,
    };
    const answers = await this.answers(given, args.name);
    const { flow } = answers;
    const setup = { customPermission: flags['custom-permission'], apexClass: flags['apex-class'] };
    const wanted: NewIntegration = {
      name: args.name,
      label: flags.label,
      purpose: answers.purpose,
      owner: answers.owner,
      review: flags.review ?? inAYear(new Date()),
      access: {
        ...answers.access,
        delete: flags.delete ?? [],
        objects: flags.object ?? [],
        system: flags.system ?? [],
        setup: Object.fromEntries(Object.entries(setup).filter(([, names]) => names !== undefined)),
      },
      login: flow && { app: flags.app, flow, scopes: [], ipRanges: answers.ip, sessionTimeout: undefined },
    };
    const { file, declaration } = await declare({ directory: flags.directory, config: flags.config }, wanted);
    this.log(`${file} written. Next: leastwise plan --target-org <alias>, or leastwise build`);
    return { file, name: declaration.name };
  }

  /** What was given, and the rest from a person; without a person the rest is missing. */
  private async answers(
    given: Readonly<{ [Key in keyof Answers]: Answers[Key] | undefined }>,
    name: string,
  ): Promise<Answers> {
    const { purpose, owner, access, flow, ip } = given;
    const isWhole = purpose !== undefined && owner !== undefined;
    if (!isWhole && !this.jsonEnabled() && isAtTerminal()) {
      const person = personAt({ input: process.stdin, output: process.stderr });
      try {
        return await askFor(person, name, given);
      } finally {
        person.end();
      }
    }
    const missing = [...(purpose === undefined ? ['--purpose'] : []), ...(owner === undefined ? ['--owner'] : [])];
    if (purpose === undefined || owner === undefined) throw missingAnswers(missing);
    return { purpose, owner, access: access ?? NOTHING, flow, ip: ip ?? [] };
  }
}

const NOTHING = { read: [], create: [], edit: [] };

function missingAnswers(flags: readonly string[]): Problem {
  return new Problem({
    kind: 'usage',
    code: 'missing-answers',
    message: `${flags.join(' and ')} ${flags.length === 1 ? 'is' : 'are'} missing, and nobody is at a terminal to be asked.`,
    actions: ['Give them as flags: --purpose "Points for orders" --owner crm@acme.com'],
  });
}

async function askFor(
  person: Person,
  name: string,
  given: Readonly<{ [Key in keyof Answers]: Answers[Key] | undefined }>,
): Promise<Answers> {
  const list = async (text: string, whenEmpty = 'nothing'): Promise<readonly string[]> => {
    const answer = await person.ask({ text, whenEmpty });
    return answer === '' ? [] : [answer];
  };
  const purpose = given.purpose ?? (await person.ask({ text: `What is ${name} for, in one sentence?` }));
  const owner =
    given.owner ?? (await person.ask({ text: 'Who answers for it? Best an address that outlives people.' }));
  const access = given.access ?? {
    read: await list('What may it read? Fields, like Order__c.Name,Status__c'),
    create: await list('What may it create? Objects, with the fields it fills in'),
    edit: await list('What may it edit?'),
  };
  const isFlow = (answer: string): answer is Flow => (FLOWS as readonly string[]).includes(answer);
  const flow =
    given.flow ??
    (await person.ask({
      text: `How does it log in? ${FLOWS.join(' or ')}`,
      whenEmpty: 'no application is made',
      check: (answer) => (isFlow(answer) ? undefined : `Answer ${FLOWS.join(' or ')}.`),
    }));
  if (!isFlow(flow)) return { purpose, owner, access, flow: undefined, ip: [] };
  const ip = given.ip ?? (await list('From which addresses? Like 203.0.113.0/28', 'from anywhere'));
  return { purpose, owner, access, flow, ip: ip.flatMap((range) => range.split(/\s*,\s*/)) };
}

/** ISO date of the same day next year. */
function inAYear(today: Date): string {
  return new Date(Date.UTC(today.getUTCFullYear() + 1, today.getUTCMonth(), today.getUTCDate()))
    .toISOString()
    .slice(0, 10);
}
