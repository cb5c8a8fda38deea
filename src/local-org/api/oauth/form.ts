import { OrgError } from '../../org-error.ts';
import { type ApiAnswer, type ApiRequest, jsonAnswer } from '../api.ts';

export type Form = URLSearchParams;

/** The fields of a form, from the body and from the query. */
export function formOf({ body, query }: ApiRequest): Form {
  return new URLSearchParams([...query, ...new URLSearchParams(body.toString('utf8'))]);
}

/** Answers refusals in the shape of OAuth. */
export async function answered(work: () => Promise<ApiAnswer> | ApiAnswer): Promise<ApiAnswer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    return jsonAnswer({ error: error.errorCode, error_description: error.message }, error.status);
  }
}
