import { parsePermission } from '../access/permission-name.ts';
import { whoCan as whoCanAccess } from '../access/who-can.ts';
import type { WhoCanAnswer } from '../model/answer.ts';
import { loadSource, type SourceOptions } from './load-source.ts';

/** Everyone who may do something. */
export async function whoCan(
  what: string,
  options: SourceOptions & { readonly only?: 'integrations' | undefined },
): Promise<WhoCanAnswer> {
  const { graph, integrations } = await loadSource(options);
  const answer = whoCanAccess(graph, parsePermission(what, graph), integrations);
  if (options.only === undefined) return answer;
  return { ...answer, holders: answer.holders.filter(({ holder }) => holder.kind === 'integration') };
}
