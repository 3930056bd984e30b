import { createServer, type Server } from 'node:http';

/** A server for Terraform's backend `http`: it stores states in memory, with locks. */
export class StateServer {
  private readonly states = new Map<string, string>();
  private readonly locks = new Map<string, string>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const [path = ''] = (request.url ?? '').split('?');
        const [status, body] = this.respond(
          request.method ?? '',
          path,
          Buffer.concat(chunks).toString('utf8'),
        );
        response.statusCode = status;
        response.end(body);
      });
    });
  }

  /**
   * Returns the response to a request of Terraform.
   *
   * @see https://developer.hashicorp.com/terraform/language/backend/http
   */
  private respond(method: string, path: string, body: string): readonly [status: number, body: string] {
    const lock = this.locks.get(path);
    switch (method) {
      case 'LOCK':
        if (lock !== undefined) return [423, lock];
        this.locks.set(path, body);
        return [200, ''];
      case 'UNLOCK':
        this.locks.delete(path);
        return [200, ''];
      case 'POST':
        this.states.set(path, body);
        return [200, ''];
      case 'GET': {
        const state = this.states.get(path);
        return state === undefined ? [404, ''] : [200, state];
      }
      default:
        return [405, ''];
    }
  }

  /** Starts a server without any state. */
  static async start(): Promise<StateServer> {
    const server = new StateServer();
    await new Promise<void>((settle) => server.server.listen(0, '127.0.0.1', settle));
    return server;
  }

  /** Returns the URL of a state. */
  address(name: string): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/${name}`;
  }

  /** Stops the server. */
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((settle) => this.server.close(settle));
  }
}
