import { OrgError } from '../../org-error.ts';

const REFERENCE = /@\{([^}]+)\}/g;

/** Replaces `@{reference.path[0].field}` by what an earlier subrequest answered, at any depth of a value. */
export function resolveReferences(value: unknown, answers: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return resolveText(value, answers);
  if (Array.isArray(value)) return value.map((one) => resolveReferences(one, answers));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolveReferences(one, answers)]));
}

function resolveText(text: string, answers: ReadonlyMap<string, unknown>): unknown {
  if (!text.includes('@{')) return text;
  const [whole] = text.match(REFERENCE) ?? [];
  if (whole === undefined) return text;
  // A value that is nothing but a reference keeps its type.
  if (whole === text) return referenced(text.slice(2, -1), answers);
  return text.replaceAll(REFERENCE, (_, path: string) => String(referenced(path, answers)));
}

function referenced(path: string, answers: ReadonlyMap<string, unknown>): unknown {
  const [name = '', ...steps] = path.split(/[.[\]]+/).filter((step) => step !== '');
  let value = answers.get(name);
  for (const step of steps) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Readonly<Record<string, unknown>>)[step]
        : undefined;
  }
  if (value !== undefined) return value;
  throw new OrgError(400, 'PROCESSING_HALTED', `Invalid reference specified. No value for ${path} found.`);
}
