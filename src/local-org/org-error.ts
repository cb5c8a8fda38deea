/**
 * A refusal, as Salesforce words it. Every API family turns it into its own shape: a JSON array over REST, a fault over
 * SOAP, a column in a Bulk result. `status` is the HTTP status of the REST answer.
 */
export class OrgError extends Error {
  override readonly name = 'OrgError';
  readonly status: number;
  readonly errorCode: string;
  readonly fields: readonly string[] | undefined;

  constructor(status: number, errorCode: string, message: string, fields?: readonly string[]) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
  }
}
