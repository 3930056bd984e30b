/** Settings of every client. */
export interface ClientSettings {
  /** The region. */
  readonly region: string;
  /** The maximum number of attempts of a request. */
  readonly maxAttempts: number;
  /** The strategy of the retries. */
  readonly retryMode: string;
  /** The timeouts of a request. */
  readonly requestHandler: {
    /** The maximum time for a connection, in milliseconds. */
    readonly connectionTimeout: number;
    /** The maximum time for a response, in milliseconds. */
    readonly requestTimeout: number;
  };
}
