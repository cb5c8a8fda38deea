/** One permission of one word or two: `Contact.Phone:edit`, or `edit Contact.Phone` as people say it. */
export function spokenPermission(what: string, of: string | undefined): string {
  return of === undefined ? what : `${what} ${of}`;
}
