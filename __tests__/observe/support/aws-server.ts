import { createServer, type IncomingMessage, type Server } from 'node:http';
import { asRecord } from '../../support/stack-json';

/** A response of AWS. */
export interface AwsResponse {
  /**
   * HTTP status.
   *
   * @default 200
   */
  readonly status?: number;
  /** JSON, or XML for STS. */
  readonly body: unknown;
}

/** Answers a request, from its parameters and the number of earlier requests with the same operation. */
export type Answer = (input: Readonly<Record<string, unknown>>, earlier: number) => AwsResponse;

/** Returns an error in the form of AWS's JSON protocols. */
export function awsError(type: string, message = 'no', status = 400): AwsResponse {
  return { status, body: { __type: type, message } };
}

const variables = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_CONFIG_FILE: '/none',
  AWS_SHARED_CREDENTIALS_FILE: '/none',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PROFILE: undefined,
  AWS_SESSION_TOKEN: undefined,
};

/** A server on loopback that answers the requests of the AWS SDK. */
export class AwsServer {
  /** The operations of the requests, in order. */
  readonly operations: string[] = [];
  private readonly server: Server;
  private before: NodeJS.ProcessEnv = {};

  constructor(private readonly answers: Readonly<Record<string, Answer>>) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const { operation, input } = read(request, text);
        const earlier = this.operations.filter((each) => each === operation).length;
        this.operations.push(operation);
        const answer = this.answers[operation] ?? (() => awsError('UnknownOperationException', operation));
        const { status = 200, body } = answer(input, earlier);
        response.statusCode = status;
        const type = asRecord({ ...asObject(body) })['__type'];
        if (typeof type === 'string') response.setHeader('x-amzn-errortype', type);
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    });
  }

  /** Starts the server. The AWS SDK of this process then sends its requests to the server. */
  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    this.before = { ...process.env };
    setVariables({ ...variables, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` });
    return this;
  }

  /** Stops the server. */
  async stop(): Promise<void> {
    const { before } = this;
    setVariables(
      Object.fromEntries([...Object.keys(variables), 'AWS_ENDPOINT_URL'].map((name) => [name, before[name]])),
    );
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function setVariables(values: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
}

function asObject(body: unknown): object {
  return typeof body === 'object' && body !== null ? body : {};
}

function read({ url = '', headers }: IncomingMessage, text: string) {
  const target = headers['x-amz-target'];
  if (typeof target === 'string')
    return { operation: target.split('.').at(-1) ?? '', input: asRecord(JSON.parse(text)) };
  const action = new URLSearchParams(text).get('Action');
  if (action !== null) return { operation: action, input: {} };
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  const operation = /^\/schedules\/[^/]+$/.test(pathname) ? 'GetSchedule' : pathname;
  return { operation, input: { Name: pathname.split('/').at(-1), ...Object.fromEntries(searchParams) } };
}
