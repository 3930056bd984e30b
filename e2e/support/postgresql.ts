import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port';
import { sleep } from './sleep';

/** A PostgreSQL server on loopback, with its data in a temporary folder. */
export class PostgreSql {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  /** Creates a database and starts its server. */
  static async start(): Promise<PostgreSql> {
    const folder = mkdtempSync(join(tmpdir(), 'background-jobs-postgresql-'));
    const user = ordinaryUser();
    if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
    chmodSync(folder, 0o700);
    const data = join(folder, 'data');
    const initialization = spawnSync(
      'initdb',
      ['--pgdata', data, '--username', 'jobs', '--auth', 'trust', '--no-sync'],
      {
        ...user,
        cwd: folder,
        encoding: 'utf8',
      },
    );
    if (initialization.status !== 0)
      throw new Error(`initdb failed: ${initialization.error?.message ?? initialization.stderr}`);
    const port = await freePort();
    const child = spawn(
      program('postgres'),
      ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, '-F'],
      {
        ...user,
        cwd: folder,
        stdio: 'ignore',
      },
    );
    const server = new PostgreSql(folder, child, port);
    for (let attempt = 0; attempt < 100 && !server.isReady(); attempt += 1) await sleep(100);
    return server;
  }

  private isReady(): boolean {
    return spawnSync(program('pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(this.port)]).status === 0;
  }

  /** The connection string. It has no password, because the server trusts loopback. */
  get connectionString(): string {
    return `postgres://jobs@127.0.0.1:${this.port}/postgres?sslmode=disable`;
  }

  /** Stops the server and deletes its data. */
  async stop(): Promise<void> {
    const ended = new Promise((settle) => this.child.once('exit', settle));
    // SIGINT is PostgreSQL's fast shutdown, which closes the connections of clients.
    this.child.kill('SIGINT');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Returns the path of one of the server's programs. Debian has them in a folder for each version, not in PATH. */
function program(name: string): string {
  const folder = join('/', 'usr', 'lib', 'postgresql');
  const versions = existsSync(folder) ? readdirSync(folder).sort((a, b) => Number(b) - Number(a)) : [];
  const [found] = versions
    .map((version) => join(folder, version, 'bin', name))
    .filter((path) => existsSync(path));
  return found ?? name;
}

/** Returns the user of Debian's package if this process runs as root, because PostgreSQL does not run as root. */
function ordinaryUser(): Pick<SpawnOptions, 'uid' | 'gid'> {
  if (process.getuid?.() !== 0) return {};
  const idOf = (option: string): number =>
    Number(spawnSync('id', [option, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: idOf('-u'), gid: idOf('-g') };
}
