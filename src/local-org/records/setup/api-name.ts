/** Names that developers give: letters, digits and single underscores. */
export function isApiName(name: string): boolean {
  return /^[a-zA-Z](?:_?[a-zA-Z0-9])*$/.test(name);
}

/** As the platform words it, behind the name of the field. */
export const API_NAME_RULE =
  'The API Name can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.';
