import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { Problem } from '../model/problem.ts';

/** The shape of a rule as far as a file from outside can get it wrong. */
const RULE = v.looseObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be kebab-case')),
  title: v.string(),
  why: v.string(),
  fix: v.string(),
  severity: v.picklist(['critical', 'high', 'medium', 'low', 'info']),
  needs: v.optional(v.array(v.string())),
  check: v.function(),
});

/** What a custom rule may leave out. */
const DEFAULTS = {
  code: 'CUSTOM',
  principles: [],
  threats: [],
  references: [],
  needs: [],
  presets: ['recommended', 'strict', 'legacy'],
  since: '',
  examples: { fail: [], pass: [] },
};

function refused(file: string, what: string, cause?: unknown): Problem {
  return new Problem({
    kind: 'configuration',
    code: 'bad-custom-rule',
    message: `${file}: ${what}`,
    actions: ['Export one rule as the default: { id, title, why, fix, severity, check }. See CONTRIBUTING.md.'],
    cause,
  });
}

async function loadRule(file: string): Promise<unknown> {
  let loaded: { readonly default?: unknown; readonly rule?: unknown };
  try {
    loaded = await import(pathToFileURL(file).href);
  } catch (error) {
    throw refused(file, `cannot be loaded: ${error instanceof Error ? error.message : String(error)}`, error);
  }
  const parsed = v.safeParse(RULE, loaded.default ?? loaded.rule);
  if (parsed.success) return { ...DEFAULTS, ...parsed.output };
  const [issue] = parsed.issues;
  const key = issue.path?.map((item) => String(item.key)).join('.') ?? 'the default export';
  throw refused(file, `${key}: ${issue.message}`);
}

/**
 * Loads rules that a project brings. They are code of the project's own and run with its rights.
 *
 * @param files absolute paths
 * @returns values of the shape of a rule; the caller knows the type
 * @throws Problem `bad-custom-rule`, which names the file
 */
export async function loadCustomRules(files: readonly string[]): Promise<readonly unknown[]> {
  const rules: unknown[] = [];
  for (const file of files) rules.push(await loadRule(file));
  return rules;
}
