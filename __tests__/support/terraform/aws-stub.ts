import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsProfile } from './aws-profile';

/** The resources of the account that the stub returns. */
export interface StubbedAccount {
  /** The account ID, with 12 digits. */
  readonly accountId: string;
  /** The subnets that match every lookup. */
  readonly subnetIds: readonly string[];
  /** The security groups that match every lookup. */
  readonly securityGroupIds: readonly string[];
  /** The task role of the application's task definition. */
  readonly taskRoleArn: string | undefined;
  /** The execution role of the application's task definition. */
  readonly executionRoleArn: string | undefined;
  /** The names of the application's containers. Several applications can share the account. A sidecar is added. */
  readonly containerNames: readonly string[];
  /** The CPU units and MiB that each of them reserves. */
  readonly reserved: Readonly<Record<'cpu' | 'memory' | 'memoryReservation', number>> | undefined;
}

const defaultAccount: StubbedAccount = {
  accountId: '222222222222',
  // Not sorted, because the output must not depend on the order.
  subnetIds: ['subnet-0b', 'subnet-0a'],
  securityGroupIds: ['sg-0a'],
  taskRoleArn: 'arn:aws:iam::222222222222:role/app-staging-app',
  executionRoleArn: 'arn:aws:iam::222222222222:role/app-staging-task-executor',
  containerNames: ['app'],
  reserved: undefined,
};

/** A server on loopback for the few AWS calls of a plan. */
export class AwsStub {
  /** The actions of the calls, in order. */
  readonly actions: string[] = [];
  /** The bodies of those calls. */
  readonly bodies: string[] = [];
  private readonly server: Server;
  private profile: AwsProfile | undefined;

  /** The ID of the account. */
  get accountId(): string {
    return this.account.accountId;
  }

  private constructor(private readonly account: StubbedAccount) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        const target = request.headers['x-amz-target'];
        const action =
          typeof target === 'string'
            ? (target.split('.').at(-1) ?? '')
            : (new URLSearchParams(body).get('Action') ?? '');
        this.actions.push(action);
        this.bodies.push(body);
        const respond = this.responses[action];
        response.statusCode = respond === undefined ? 400 : 200;
        response.end(respond?.(new URLSearchParams(body)));
      });
    });
  }

  /** Starts a stub for an account, whose missing resources have default values. */
  static async start(account: Partial<StubbedAccount> = {}): Promise<AwsStub> {
    const stub = new AwsStub({ ...defaultAccount, ...account });
    await new Promise<void>((settle) => stub.server.listen(0, '127.0.0.1', settle));
    return stub;
  }

  /** Stops the server and deletes its profile. */
  async stop(): Promise<void> {
    this.profile?.remove();
    this.server.closeAllConnections();
    await new Promise((settle) => this.server.close(settle));
  }

  /** Returns an override file: the provider calls this stub with fake credentials, and the state is local. */
  override(): unknown {
    const address = this.server.address();
    const port = isAddressInfo(address) ? address.port : 0;
    this.profile ??= new AwsProfile(`http://127.0.0.1:${port}`);
    return {
      provider: {
        aws: {
          access_key: 'none',
          secret_key: 'none',
          skip_metadata_api_check: true,
          // Go's HTTP client sometimes closes a connection of its pool while it reads. The provider repeats such a call.
          max_retries: 5,
          ...this.profile.providerArguments,
        },
      },
      terraform: { backend: { local: {} } },
    };
  }

  private readonly responses: Readonly<Record<string, (query: URLSearchParams) => string>> = {
    ValidateStateMachineDefinition: () => JSON.stringify({ result: 'OK', diagnostics: [] }),
    GetCallerIdentity: () =>
      `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${this.account.accountId}:user/x</Arn><UserId>x</UserId><Account>${this.account.accountId}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
    DescribeVpcs: () =>
      '<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet></DescribeVpcsResponse>',
    DescribeSubnets: (query) =>
      `<DescribeSubnetsResponse><subnetSet>${(idsIn(query, 'subnet-id') ?? this.account.subnetIds).map((id) => `<item><subnetId>${id}</subnetId><vpcId>vpc-1</vpcId></item>`).join('')}</subnetSet></DescribeSubnetsResponse>`,
    DescribeSecurityGroups: (query) =>
      `<DescribeSecurityGroupsResponse><securityGroupInfo>${(idsIn(query, 'group-id') ?? this.account.securityGroupIds).map((id) => `<item><groupId>${id}</groupId><vpcId>vpc-1</vpcId><ownerId>${this.account.accountId}</ownerId></item>`).join('')}</securityGroupInfo></DescribeSecurityGroupsResponse>`,
    DescribeTaskDefinition: () =>
      JSON.stringify({
        taskDefinition: {
          taskDefinitionArn: `arn:aws:ecs:us-east-1:${this.account.accountId}:task-definition/app:7`,
          family: 'app',
          revision: 7,
          status: 'ACTIVE',
          networkMode: 'awsvpc',
          cpu: '512',
          memory: '1024',
          runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
          volumes: [{ name: 'scratch', host: {} }],
          containerDefinitions: containersOf(this.account),
          ...(this.account.taskRoleArn === undefined ? {} : { taskRoleArn: this.account.taskRoleArn }),
          ...(this.account.executionRoleArn === undefined
            ? {}
            : { executionRoleArn: this.account.executionRoleArn }),
        },
      }),
  };
}

/** Returns the IDs in a request to EC2, from its parameters or a filter; `undefined` if it has none. */
function idsIn(query: URLSearchParams, filterName: string): readonly string[] | undefined {
  const filter = [...query].find(([key, value]) => key.endsWith('.Name') && value === filterName)?.[0];
  const prefix = filter === undefined ? 'SubnetId.' : `${filter.slice(0, -'Name'.length)}Value.`;
  const ids = [...query].flatMap(([key, value]) => (key.startsWith(prefix) ? [value] : []));
  return ids.length === 0 ? undefined : ids;
}

/** Returns containers with the settings that are common in applications. */
function containersOf({ containerNames, reserved }: StubbedAccount): readonly object[] {
  return [
    ...containerNames.map((name) => ({
      name,
      image: 'registry.example/app:7',
      essential: true,
      command: ['bin/serve'],
      environment: [
        { name: 'LOG_LEVEL', value: 'info' },
        { name: 'PORT', value: '3000' },
      ],
      secrets: ['DATABASE_PASSWORD', 'SECRET_KEY'].map((secret) => ({
        name: secret,
        valueFrom: `arn:aws:ssm:us-east-1:222222222222:parameter/${secret}`,
      })),
      ...reserved,
      healthCheck: { command: ['CMD-SHELL', 'curl -f localhost:3000'] },
      portMappings: [{ containerPort: 3000 }],
      mountPoints: [{ sourceVolume: 'scratch', containerPath: '/tmp' }],
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'service/app' } },
    })),
    { name: 'collector', image: 'registry.example/collector', essential: false, cpu: 64, memory: 128 },
  ];
}

function isAddressInfo(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
