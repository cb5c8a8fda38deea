import { Args, Flags } from '@oclif/core';
import { RETIRE_STAGES } from '../model/declaration.ts';
import { carryOut } from '../pipelines/carry-out.ts';
import { loadDeclared } from '../pipelines/load-declared.ts';
import { type MoveOptions, moveOn } from '../pipelines/move-on.ts';
import { stepBack } from '../pipelines/step-back.ts';
import { takeBack } from '../pipelines/take-back.ts';
import { jsonPlan } from '../report/json-plan.ts';
import { batchLine, terminalApplied } from '../report/terminal-applied.ts';
import { terminalMove, terminalMoved, terminalStepBack } from '../report/terminal-move.ts';
import { terminalPlan } from '../report/terminal-plan.ts';
import { approve } from './approve.ts';
import { IntegrationCommand } from './integration-command.ts';
import { STEP_FLAGS } from './life-flags.ts';
import { deliver } from './output.ts';

export const STEP_ARGS = { name: Args.string({ description: 'Integration, as its file is called.', required: true }) };

export const STEP_COMMAND_FLAGS = {
  ...STEP_FLAGS,
  environment: Flags.string({
    char: 'e',
    summary: 'Environment of leastwise.yml; default: the one whose org this is.',
    helpValue: '<name>',
  }),
  to: Flags.option({
    options: RETIRE_STAGES,
    summary: 'As far as this stage; default: the next one.',
    exclusive: ['back'],
  })(),
  back: Flags.boolean({ summary: 'Take the last step back.' }),
};

interface StepChoice {
  readonly 'target-org': string;
  readonly 'auto-approve': boolean;
  readonly config?: string | undefined;
  readonly integrations?: string | undefined;
  readonly environment?: string | undefined;
  readonly to?: (typeof RETIRE_STAGES)[number] | undefined;
  readonly back: boolean;
  readonly allow?: readonly string[] | undefined;
  readonly verbose: boolean;
}

/** What contract and offboard share: one step at a time, shown, asked for, taken. */
export abstract class StepCommand extends IntegrationCommand<unknown> {
  protected async step(kind: MoveOptions['kind'], name: string, flags: StepChoice): Promise<unknown> {
    const declared = await loadDeclared({ directory: '.', config: flags.config, folder: flags.integrations });
    const source = await this.sourceOptions({ ...flags, source: '.' });
    const { environment, to } = flags;
    const options: MoveOptions = { ...source, declared, environment, adopt: [], name, kind, to };
    return flags.back ? this.back(options, flags) : this.forth(options, flags);
  }

  private async forth(options: MoveOptions, flags: StepChoice): Promise<unknown> {
    const move = await moveOn(options);
    this.endProgress();
    const { declared: _, targets: __, files, plan, ...told } = move;
    const isQuiet = this.jsonEnabled();
    if (!isQuiet) await deliver(terminalMove(move, this.style()) + terminalPlan(plan, this.style(flags.verbose)));
    if (!flags['auto-approve']) await this.ask(plan.target.label);
    const applied = await carryOut(move, { ...options, ...this.running(), allow: flags.allow ?? [] });
    const about = { command: options.kind, name: options.name, org: flags['target-org'] };
    if (!isQuiet && applied) await deliver(terminalApplied(applied, this.style()));
    if (!isQuiet) await deliver(terminalMoved(move, about, this.style()));
    return { ...told, files: files.map(({ file }) => file), plan: jsonPlan(plan), applied: applied ?? null };
  }

  private async back(options: MoveOptions, flags: StepChoice): Promise<unknown> {
    const step = await stepBack(options);
    this.endProgress();
    const isQuiet = this.jsonEnabled();
    const { undo, files, from, to } = step;
    if (!isQuiet && undo) await deliver(terminalPlan(undo.plan, this.style(flags.verbose)));
    if (!flags['auto-approve']) await this.ask(flags['target-org']);
    const applied = await takeBack(step, { ...options, ...this.running() });
    if (!isQuiet) await deliver(terminalStepBack(step, this.style()));
    return { from, to, files: files.map(({ file }) => file), applied: applied ?? null };
  }

  private running() {
    const isQuiet = this.jsonEnabled();
    return {
      onProgress: undefined,
      now: () => new Date(),
      onBatch: (...[batch, state]: Parameters<NonNullable<Parameters<typeof takeBack>[1]['onBatch']>>) => {
        if (!isQuiet) process.stderr.write(batchLine(batch, state, this.style()));
      },
    };
  }

  private ask(org: string): Promise<void> {
    return approve(`Do you want to take this step on ${org}?`, ['Take it unasked: --auto-approve']);
  }
}
