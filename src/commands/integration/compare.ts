import { Args } from '@oclif/core';
import { compare } from '../../pipelines/compare.ts';
import { compareTrees, treeOf } from '../../pipelines/compare-trees.ts';
import { jsonComparison, jsonTreeComparison } from '../../report/json-answers.ts';
import { terminalComparison } from '../../report/terminal-comparison.ts';
import { terminalTreeComparison } from '../../report/terminal-tree-comparison.ts';
import { IntegrationCommand, SOURCE_FLAGS } from '../integration-command.ts';
import { deliver } from '../output.ts';

export default class IntegrationCompare extends IntegrationCommand<unknown> {
  static override readonly summary = 'Compare what two of them may do, or one at two times, or two whole trees.';
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
  ];
  static override readonly args = {
    before: Args.string({
      description:
        'Integration, user, set, group or profile; with <revision>: before it, as it was then. Or a path, or <revision>: alone.',
      required: true,
    }),
    after: Args.string({ description: 'The other one.', required: true }),
  };
  static override readonly flags = SOURCE_FLAGS;

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationCompare);
    const options = await this.sourceOptions(flags);
    const [before, after] = [await treeOf(args.before), await treeOf(args.after)];
    if (before && after) {
      const trees = await compareTrees(before, after, options);
      this.endProgress();
      if (!this.jsonEnabled()) await deliver(terminalTreeComparison(trees, this.style()));
      return jsonTreeComparison(trees);
    }
    const answer = await compare(args.before, args.after, options);
    this.endProgress();
    if (!this.jsonEnabled()) await deliver(terminalComparison(answer, this.style()));
    return jsonComparison(answer);
  }
}
