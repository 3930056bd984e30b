import { asRecord } from '../../__tests__/support/stack-json';

/** The JSON services of AWS that the e2e suite calls, and what their operations are called on the wire. */
const targets = {
  events: { prefix: 'AWSEvents', version: '1.1' },
  logs: { prefix: 'Logs_20140328', version: '1.1' },
  ecs: { prefix: 'AmazonEC2ContainerServiceV20141113', version: '1.1' },
  states: { prefix: 'AWSStepFunctions', version: '1.0' },
  sqs: { prefix: 'AmazonSQS', version: '1.0' },
  dynamodb: { prefix: 'DynamoDB_20120810', version: '1.0' },
  'application-autoscaling': { prefix: 'AnyScaleFrontendService', version: '1.1' },
} as const;

/** The services with forms, by the name in a credential, and the version of their API. */
const queryVersions = { ec2: '2016-11-15', iam: '2010-05-08', monitoring: '2010-08-01' } as const;

interface Request {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** AWS's API as far as the e2e suite needs it, spoken to the emulator, which asks for no signature. */
export class Aws {
  constructor(
    readonly url: string,
    readonly accountId: string,
    readonly region: string,
  ) {}

  /** An operation of a JSON service. */
  async json(
    service: keyof typeof targets,
    operation: string,
    input: unknown,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { prefix, version } = targets[service];
    const body = await this.send(service, '/', {
      method: 'POST',
      headers: {
        'content-type': `application/x-amz-json-${version}`,
        'x-amz-target': `${prefix}.${operation}`,
      },
      body: JSON.stringify(input),
    });
    return asRecord(body === '' ? {} : JSON.parse(body));
  }

  /** An operation of EC2, IAM or CloudWatch, and the text of an element of its answer. */
  async query(
    service: keyof typeof queryVersions,
    action: string,
    input: Readonly<Record<string, string>>,
    element?: string,
  ): Promise<string> {
    const body = await this.send(service, '/', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: new URLSearchParams({
        Action: action,
        Version: queryVersions[service],
        ...input,
      }).toString(),
    });
    return element === undefined
      ? body
      : (new RegExp(`<${element}>([^<]*)</${element}>`).exec(body)?.[1] ?? '');
  }

  /** What a REST service answers to a GET. */
  async rest(service: 'scheduler', path: string): Promise<string> {
    return this.send(service, path, { method: 'GET' });
  }

  /** A request to S3. The key is what S3 has, not what an address says. */
  async s3(
    method: 'PUT' | 'DELETE' | 'GET',
    bucket: string,
    key = '',
    query = '',
    body = '',
  ): Promise<string> {
    const path = key.split('/').map(encodeURIComponent).join('/');
    return this.send('s3', `/${bucket}${path === '' ? '' : `/${path}`}${query}`, {
      method,
      ...(method === 'PUT' ? { body } : {}),
    });
  }

  private async send(service: string, path: string, request: Request): Promise<string> {
    const credential = `${this.accountId}/20260101/${this.region}/${service}/aws4_request`;
    const response = await fetch(`${this.url}${path}`, {
      ...request,
      headers: {
        ...request.headers,
        authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=none`,
        'x-amz-date': '20260101T000000Z',
      },
    });
    const body = await response.text();
    if (!response.ok) throw new Error(`${service} ${path} answered ${response.status}: ${body}`);
    return body;
  }
}
