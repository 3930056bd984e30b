import { rmSync } from 'node:fs';
import {
  connect as connectHttp2,
  constants,
  createServer,
  type ClientHttp2Session,
  type Http2Server,
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import { connect } from 'node:net';
import { selectSchemas } from './provider-schemas';

/** gRPC writes one byte and a length of four bytes before each message. */
const bytesBeforeMessage = 5;

/**
 * A server between Terraform and a provider. It forwards each call, and removes the schemas of unused types from the
 * provider's answer. Each run of Terraform reads the schemas of all 1,500 types of the AWS provider otherwise, which takes
 * most of the time of a plan.
 *
 * @see https://github.com/hashicorp/terraform/blob/main/docs/plugin-protocol/tfplugin5.proto
 */
export class ProviderProxy {
  private readonly server: Http2Server = createServer();
  /** The connections to the provider and to Terraform. A test that ended too late leaves some. */
  private readonly sessions = new Set<Http2Session>();
  private schemas: Promise<Buffer> | undefined;

  private constructor(
    /** The socket of the provider. */
    private readonly provider: string,
    /** The socket for Terraform. */
    readonly socket: string,
    /** Whether Terraform needs the schema of a resource or data source type. */
    private readonly isUsed: (type: string) => boolean,
  ) {
    this.server.on('session', (session) => {
      const client = this.connectToProvider();
      this.sessions.add(session);
      session.on('close', () => {
        this.sessions.delete(session);
        client.destroy();
      });
      session.on('error', () => undefined);
      session.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
        stream.on('error', () => undefined);
        if (/Get(?:Provider)?Schema$/.test(String(headers[':path']))) this.answerWithSchemas(stream, headers);
        else forward(client, stream, headers);
      });
    });
  }

  /** Starts the server on the Unix socket `socket`, in front of the provider's socket. */
  static async start(
    provider: string,
    socket: string,
    isUsed: (type: string) => boolean,
  ): Promise<ProviderProxy> {
    const proxy = new ProviderProxy(provider, socket, isUsed);
    await new Promise<void>((settle) => proxy.server.listen(socket, settle));
    return proxy;
  }

  private connectToProvider(): ClientHttp2Session {
    const client = connectHttp2('http://localhost', { createConnection: () => connect(this.provider) });
    this.sessions.add(client);
    client.on('close', () => this.sessions.delete(client));
    // Each stream reports the error too, and ends the stream of Terraform.
    client.on('error', () => undefined);
    return client;
  }

  private answerWithSchemas(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    this.schemas ??= this.readSchemas(headers);
    stream.resume();
    this.schemas.then(
      (schemas) => {
        stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
        stream.on('wantTrailers', () => {
          stream.sendTrailers({ 'grpc-status': '0' });
        });
        stream.end(asMessage(selectSchemas(schemas, this.isUsed)));
      },
      () => {
        stream.close(constants.NGHTTP2_INTERNAL_ERROR);
      },
    );
  }

  /** Returns the provider's answer with the schemas of all types. */
  private readSchemas(headers: IncomingHttpHeaders): Promise<Buffer> {
    const client = this.connectToProvider();
    return new Promise<Buffer>((settle, fail) => {
      const request = client.request(headers);
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        settle(Buffer.concat(chunks).subarray(bytesBeforeMessage));
      });
      request.on('error', fail);
      request.end(asMessage(Buffer.alloc(0)));
    }).finally(() => {
      client.destroy();
    });
  }

  /** Stops the server. */
  async stop(): Promise<void> {
    for (const session of this.sessions) session.destroy();
    await new Promise((settle) => this.server.close(settle));
    rmSync(this.socket, { force: true });
  }
}

/** Returns a message as gRPC sends it, without compression. */
function asMessage(content: Buffer): Buffer {
  const start = Buffer.alloc(bytesBeforeMessage);
  start.writeUInt32BE(content.length, 1);
  return Buffer.concat([start, content]);
}

/** Forwards a call and its answer. */
function forward(client: ClientHttp2Session, stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
  const request = client.request(headers);
  let trailers: IncomingHttpHeaders = {};
  request.on('response', (response, flags) => {
    if (stream.destroyed) return;
    const isWhole = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    stream.respond(response, isWhole ? { endStream: true } : { waitForTrailers: true });
  });
  request.on('trailers', (received: IncomingHttpHeaders) => {
    trailers = received;
  });
  stream.on('wantTrailers', () => {
    stream.sendTrailers(trailers);
  });
  request.on('error', () => {
    stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  });
  stream.on('close', () => {
    request.close();
  });
  stream.pipe(request);
  request.pipe(stream);
}
