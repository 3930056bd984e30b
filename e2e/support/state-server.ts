import { createServer, type Server } from 'node:http';

/** A server that keeps Terraform states over HTTP, with locks, as the `http` backend speaks to it. */
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
        const [status, body] = this.answer(
          request.method ?? '',
          path,
          Buffer.concat(chunks).toString('utf8'),
        );
        response.statusCode = status;
        response.end(body);
      });
    });
  }

  /** @see https://developer.hashicorp.com/terraform/language/backend/http */
  private answer(method: string, path: string, body: string): readonly [status: number, body: string] {
    const held = this.locks.get(path);
    switch (method) {
      case 'LOCK':
        if (held !== undefined) return [423, held];
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

  static async start(): Promise<StateServer> {
    const server = new StateServer();
    await new Promise<void>((settle) => server.server.listen(0, '127.0.0.1', settle));
    return server;
  }

  /** The address of a state. */
  address(name: string): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/${name}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((settle) => this.server.close(settle));
  }
}
