import { OrgError } from '../org-error.ts';

const SHOWN_LINE = 160;

/** Where a name stands in a query: line and column from 1, and the line itself. */
function placeOf(text: string, name: string): { readonly row: number; readonly column: number; readonly line: string } {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const at = Math.max(0, text.search(new RegExp(`(?<![\\w.])${escaped}(?![\\w])`, 'i')));
  const before = text.slice(0, at).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return { row: before.length, column, line: text.split('\n')[before.length - 1] ?? '' };
}

/** A refusal with the line of the query and a caret below the name, as Salesforce words it (facts 1.7). */
export function errorAt(errorCode: string, text: string, name: string, message: string): OrgError {
  const { row, column, line } = placeOf(text, name);
  const start = Math.max(0, Math.min(column - 1 - SHOWN_LINE / 2, line.length - SHOWN_LINE));
  const shown = line.slice(start, start + SHOWN_LINE);
  const caret = `${' '.repeat(column - 1 - start)}^`;
  return new OrgError(400, errorCode, `\n${shown}\n${caret}\nERROR at Row:${row}:Column:${column}\n${message}`);
}

export function unknownObject(text: string, name: string): OrgError {
  return errorAt(
    'INVALID_TYPE',
    text,
    name,
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
}

export function unknownField(text: string, path: string, field: string, object: string): OrgError {
  return errorAt(
    'INVALID_FIELD',
    text,
    path,
    `No such column '${field}' on entity '${object}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
}

/** Text of `Didn't understand relationship` from memory. */
export function unknownRelationship(text: string, path: string, relationship: string): OrgError {
  return errorAt(
    'INVALID_FIELD',
    text,
    path,
    `Didn't understand relationship '${relationship}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
}

/** The text as orgs give it; what is too much for this database is said in the same words. */
export function tooComplicated(): OrgError {
  return new OrgError(
    400,
    'QUERY_TOO_COMPLICATED',
    'Query is either selecting too many fields or the filter conditions are too complicated.',
  );
}

export function malformed(message: string): OrgError {
  return new OrgError(400, 'MALFORMED_QUERY', message);
}

/** What the local org does not answer, said rather than answered wrongly. */
export function unsupported(what: string): OrgError {
  return malformed(`The local org does not support ${what} in SOQL yet.`);
}
