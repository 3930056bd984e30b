import { asRecord } from '../../__tests__/support/stack-json';

/** AWS services with a JSON protocol: the prefix of their `x-amz-target` header and the version of the protocol. */
const targets = {
  events: { prefix: 'AWSEvents', version: '1.1' },
  logs: { prefix: 'Logs_20140328', version: '1.1' },
  ecs: { prefix: 'AmazonEC2ContainerServiceV20141113', version: '1.1' },
  states: { prefix: 'AWSStepFunctions', version: '1.0' },
  sqs: { prefix: 'AmazonSQS', version: '1.0' },
  dynamodb: { prefix: 'DynamoDB_20120810', version: '1.0' },
  'application-autoscaling': { prefix: 'AnyScaleFrontendService', version: '1.1' },
} as const;

/** AWS services with the query protocol, by the name in the credential scope, with the version of their API. */
const queryVersions = {
  ec2: '2016-11-15',
  iam: '2010-05-08',
  monitoring: '2010-08-01',
  sns: '2010-03-31',
} as const;

interface Request {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A minimal client for the AWS API of the emulator, which does not check signatures. */
export class Aws {
  constructor(
    readonly url: string,
    readonly accountId: string,
    readonly region: string,
  ) {}

  /** Calls an operation of a service with a JSON protocol, and returns the response. */
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

  /**
   * Calls an operation of EC2, IAM, CloudWatch or SNS.
   *
   * @param element The name of an XML element.
   * @returns The text of the first such element, or the whole response without `element`.
   */
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

  /** Returns the response of a REST service to a GET request, or to a PUT request with a body. */
  async rest(service: 'scheduler', path: string, body?: string): Promise<string> {
    return this.send(service, path, body === undefined ? { method: 'GET' } : { method: 'PUT', body });
  }

  /**
   * Sends a request to S3.
   *
   * @param key The object key, not encoded for a URL.
   */
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
    if (!response.ok) throw new Error(`${service} ${path} returned ${response.status}: ${body}`);
    return body;
  }
}
