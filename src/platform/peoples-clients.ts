/**
 * Clients of the API that people sit in front of: the user of such a client is a person, not an integration.
 *
 * Names are those of connected apps that Salesforce and well-known makers ship, as log-ins and tokens show them (seen in
 * public log samples; the list is not complete).
 */
const CLIENTS: readonly RegExp[] = [
  /^salesforce cli$/i,
  /^(salesforce )?(vs ?code|visual studio code|code builder)/i,
  /^data ?loader( bulk| partner)?$/i,
  /^dataloader\.io$/i,
  /^workbench$/i,
  /^(salesforce )?inspector( reloaded)?$/i,
  /^salesforce for (ios|android|outlook|gmail)/i,
  /^salesforce ?(mobile|a|touch|1)\b/i,
  /^(chatter|trailhead|postman|soql ?x|jetstream|ant migration tool|force\.com (ide|migration tool|explorer))/i,
  /^(lightning sync|einstein activity capture|salesforce inbox|tableau desktop|excel connector|xl-connector)/i,
  /^browser$/i,
];

export function isPeoplesClient(application: string): boolean {
  return CLIENTS.some((client) => client.test(application.trim()));
}
