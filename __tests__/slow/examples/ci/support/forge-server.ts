import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { asRecord, parsed } from '../../../../support/stack-json';

/** A comment of a pull request, or a note of a merge request. */
export interface ForgeComment {
  readonly id: number;
  readonly author: string;
  body: string;
}

/** The hosts of repositories that the examples support. */
export type ForgeKind = 'GitHub' | 'GitLab';

/** The user that writes the comments. */
export const botOf = { GitHub: 'github-actions[bot]', GitLab: 'project_1_bot' } as const;
/** The commit of the run. */
export const commit = 'c0ffee0000000000000000000000000000000000';
/** The number of the request of the run. */
export const requestNumber = 7;

/** Answers the calls of GitHub's and GitLab's APIs that the examples use. It listens on loopback. */
export class ForgeServer {
  /** All comments of the request, oldest first. */
  readonly comments: ForgeComment[] = [];
  /** The methods of the calls that changed a comment. */
  readonly changes: string[] = [];
  /** Whether `commit` merged the request. */
  isMerged = true;
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });

  /** Starts to listen. The test must stop the server. */
  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.server.unref();
    return this;
  }

  /** Ends the server. */
  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Adds a comment. */
  add(author: string, body: string): void {
    this.comments.push({ id: this.comments.length + 1, author, body });
  }

  /** Returns the variables that a job of the host has. */
  variables(kind: ForgeKind): Readonly<Record<string, string>> {
    const listening = this.server.address();
    if (listening === null || typeof listening === 'string') throw new Error('the server does not listen');
    const address = `http://127.0.0.1:${String(listening.port)}`;
    if (kind === 'GitLab')
      return {
        GITLAB_CI: 'true',
        CI_API_V4_URL: `${address}/api/v4`,
        CI_PROJECT_ID: '1',
        CI_JOB_URL: 'https://gitlab.invalid/jobs/5',
        CI_MERGE_REQUEST_IID: String(requestNumber),
        CI_COMMIT_SHA: commit,
        REVIEW_TOKEN: 'token',
      };
    return {
      GITHUB_API_URL: address,
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_SERVER_URL: 'https://github.invalid',
      GITHUB_RUN_ID: '5',
      GITHUB_SHA: commit,
      GITHUB_TOKEN: 'token',
    };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://loopback');
    const isGitLab = pathname.startsWith('/api/v4/');
    const token = isGitLab
      ? request.headers['private-token']
      : request.headers.authorization?.slice('Bearer '.length);
    if (token !== 'token') {
      response.writeHead(401).end('{"message":"Bad credentials"}');
      return;
    }
    const text = await textOf(request);
    const body = text === '' ? undefined : String(asRecord(parsed(text))['body']);
    const call = `${request.method ?? ''} ${pathname.replace('/api/v4', '')}`;
    const page = Number(searchParams.get('page'));
    const result = this.resultOf(call, body, isGitLab ? 'GitLab' : 'GitHub', page);
    response.writeHead(result === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(result ?? { message: `no such call: ${call}` }));
  }

  private resultOf(call: string, body: string | undefined, kind: ForgeKind, page: number): unknown {
    const list =
      kind === 'GitHub'
        ? `/repos/octo/shop/issues/${String(requestNumber)}/comments`
        : `/projects/1/merge_requests/${String(requestNumber)}/notes`;
    const one = kind === 'GitHub' ? '/repos/octo/shop/issues/comments/' : `${list}/`;
    const show = ({ id, author, body: shown }: ForgeComment) => ({
      id,
      body: shown,
      ...(kind === 'GitHub' ? { user: { login: author } } : { author: { id: author } }),
    });
    if (call === `GET ${list}`) return this.comments.slice((page - 1) * 100, page * 100).map(show);
    if (call === `POST ${list}` && body !== undefined) {
      this.changes.push('create');
      this.add(botOf[kind], body);
      return {};
    }
    if (call.startsWith(`${kind === 'GitHub' ? 'PATCH' : 'PUT'} ${one}`) && body !== undefined) {
      const comment = this.comments.find(({ id }) => call.endsWith(`/${String(id)}`));
      if (comment === undefined) return undefined;
      this.changes.push('edit');
      comment.body = body;
      return {};
    }
    if (call === 'GET /user') return { id: botOf.GitLab };
    const merged = this.isMerged ? commit : 'another commit';
    if (call === `GET /repos/octo/shop/commits/${commit}/pulls`)
      return [
        { number: 3, merge_commit_sha: null },
        { number: requestNumber, merge_commit_sha: merged },
      ];
    if (call === `GET /projects/1/repository/commits/${commit}/merge_requests`)
      return [{ iid: requestNumber, state: 'merged', sha: 'the head', merge_commit_sha: merged }];
    return undefined;
  }
}

function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      resolve(text);
    });
    request.on('error', reject);
  });
}
