/** What the supervisor hands to the child process that plays AWS. */
export interface AwsProcessSettings {
  readonly port: number;
  readonly dynamodbPort: number;
  readonly tablePath: string;
  /** It serves S3 too; then every new object is reported. */
  readonly objects: boolean;
}

/** An object that the in-memory S3 has just taken. */
export interface CreatedObject {
  readonly bucket: string;
  readonly key: string;
  /** `ObjectCreated:Put` and so on. */
  readonly eventName: string;
}

/** What that process sends back. */
export type AwsProcessReport = { readonly ready: true } | { readonly created: CreatedObject };
