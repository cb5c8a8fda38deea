import { Args } from '@oclif/core';
import { Problem } from '../../model/problem.ts';
import { compare, isNamed } from '../../pipelines/compare.ts';
import { compareTrees } from '../../pipelines/compare-trees.ts';
import { comparisonSide } from '../../pipelines/comparison-side.ts';
import { jsonComparison, jsonTreeComparison } from '../../report/json-answers.ts';
import { terminalComparison } from '../../report/terminal-comparison.ts';
import { terminalTreeComparison } from '../../report/terminal-tree-comparison.ts';
import { IntegrationCommand, SOURCE_FLAGS } from '../integration-command.ts';
import { deliver } from '../output.ts';

export default class IntegrationCompare extends IntegrationCommand<unknown> {
  static override readonly summary =
    'Compare what two of them may do, or one at two times, or two whole trees or orgs.';
  static override readonly description = [
    'Each side is a name in the source at hand, or says where: HEAD~1:ERP_Orders at a revision, org:prod:ERP_Orders in an org,',
    'prod.json.gz:ERP_Orders in a saved snapshot or in a tree. HEAD~1:, org:prod, a path: all integrations there.',
  ].join('\n');
  static override readonly examples = [
    { description: 'Two permission sets:', command: '<%= config.bin %> <%= command.id %> ERP_Orders Billing' },
    {
      description: 'One, before and after the last commit:',
      command: '<%= config.bin %> <%= command.id %> HEAD~1:ERP_Orders ERP_Orders',
    },
    {
      description: 'All integrations, before and after the last commit:',
      command: '<%= config.bin %> <%= command.id %> HEAD~1: HEAD:',
    },
    {
      description: 'Is production what was reviewed?',
      command: '<%= config.bin %> <%= command.id %> HEAD: org:prod',
    },
    {
      description: 'One integration, in two orgs:',
      command: '<%= config.bin %> <%= command.id %> org:uat:erp-orders org:prod:erp-orders',
    },
    {
      description: 'An org, then and now:',
      command: '<%= config.bin %> <%= command.id %> october.json.gz org:prod',
    },
  ];
  static override readonly args = {
    before: Args.string({
      description:
        'Integration, user, set, group or profile; with <revision>:, <path>: or org:<alias>: before it, there. Or one of those alone.',
      required: true,
    }),
    after: Args.string({ description: 'The other one.', required: true }),
  };
  static override readonly flags = SOURCE_FLAGS;

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationCompare);
    const options = await this.sourceOptions(flags);
    const [before, after] = [await comparisonSide(args.before), await comparisonSide(args.after)];
    if (!isNamed(before) && !isNamed(after)) {
      const trees = await compareTrees(before, after, options);
      this.endProgress();
      if (!this.jsonEnabled()) await deliver(terminalTreeComparison(trees, this.style()));
      return jsonTreeComparison(trees);
    }
    if (!isNamed(before) || !isNamed(after)) throw unlike(args);
    const answer = await compare(before, after, options);
    this.endProgress();
    if (!this.jsonEnabled()) await deliver(terminalComparison(answer, this.style()));
    return jsonComparison(answer);
  }
}

function unlike({ before, after }: { readonly before: string; readonly after: string }): Problem {
  return new Problem({
    kind: 'usage',
    code: 'unlike-sides',
    message: `"${before}" and "${after}" cannot be compared: one means everything there, the other somebody.`,
    actions: ['Name somebody on both sides (org:prod:ERP_Orders), or on neither (org:prod).'],
  });
}
