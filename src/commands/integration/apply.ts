import { Args, Flags } from '@oclif/core';
import type { Plan } from '../../model/plan.ts';
import { apply } from '../../pipelines/apply.ts';
import { loadDeclared } from '../../pipelines/load-declared.ts';
import { type PlanOptions, plan } from '../../pipelines/plan.ts';
import { keptPlan } from '../../pipelines/plan-file.ts';
import { runs } from '../../pipelines/rollback.ts';
import { jsonPlan } from '../../report/json-plan.ts';
import { batchLine, terminalApplied } from '../../report/terminal-applied.ts';
import { terminalPlan } from '../../report/terminal-plan.ts';
import { approve } from '../approve.ts';
import { IntegrationCommand, SOURCE_FLAGS } from '../integration-command.ts';
import { deliver } from '../output.ts';
import { PLAN_FLAGS } from '../plan-flags.ts';

export default class IntegrationApply extends IntegrationCommand<unknown> {
  static override readonly summary = 'Make an org, or a tree of source, what is declared.';
  static override readonly description = [
    'Plans, shows the plan, asks, and does what was approved: checked by the org first, then step by step, each step in a',
    'journal. Stops at the first refusal and says how to go on or back; killed in the middle and run again, it goes on.',
    'Then the org is read again: nothing may be left to do. Users are created without a password and never deleted.',
  ].join('\n');
  static override readonly examples = [
    { description: 'Plan, ask, apply:', command: '<%= config.bin %> <%= command.id %> --target-org prod' },
    {
      description: 'In a pipeline, what was reviewed and nothing else:',
      command: '<%= config.bin %> <%= command.id %> prod.plan --target-org prod',
    },
    {
      description: 'One integration, unasked:',
      command: '<%= config.bin %> <%= command.id %> --target-org prod --target erp-orders --auto-approve',
    },
  ];
  static override readonly args = {
    plan: Args.file({ description: 'A plan that `plan --out` kept: it needs no further approval.' }),
  };
  static override readonly flags = {
    ...SOURCE_FLAGS,
    ...PLAN_FLAGS,
    'auto-approve': Flags.boolean({ summary: 'Do not ask.' }),
    allow: Flags.string({
      summary: 'Overrule the refusal of this rule about changes.',
      multiple: true,
      helpValue: '<rule>',
    }),
    verbose: Flags.boolean({ char: 'v', summary: 'Every grant and note, nothing folded.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(IntegrationApply);
    const declared = await loadDeclared({ directory: '.', config: flags.config, folder: flags.integrations });
    const options: PlanOptions = {
      ...(await this.sourceOptions(flags)),
      declared,
      environment: flags.environment,
      targets: flags.target,
      adopt: flags.adopt ?? [],
    };
    const fresh = (await plan(options)).plan;
    this.endProgress();
    const approved = args.plan === undefined ? fresh : await keptPlan(args.plan, fresh, await runs(declared.root));
    const isQuiet = this.jsonEnabled();
    if (!isQuiet) await deliver(terminalPlan(approved, this.style(flags.verbose)));
    if (approved.changes.length === 0) return { plan: jsonPlan(approved), applied: null };
    if (args.plan === undefined && !flags['auto-approve']) await this.ask(approved);
    const applied = await apply({
      ...options,
      onProgress: undefined,
      approved,
      allow: flags.allow ?? [],
      now: () => new Date(),
      onBatch: (batch, state) => {
        if (!isQuiet) process.stderr.write(batchLine(batch, state, this.style()));
      },
    });
    if (!isQuiet) await deliver(terminalApplied(applied, this.style()));
    return { plan: jsonPlan(approved), applied };
  }

  private ask({ target }: Plan): Promise<void> {
    return approve(`Do you want to perform these actions on ${target.label}?`, [
      'Let somebody review the plan (plan --out), then apply that file.',
      'Or apply without asking: --auto-approve',
    ]);
  }
}
