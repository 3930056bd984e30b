import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, sleep } from './loopback';

/** A PostgreSQL of its own, on loopback, in a temporary folder. */
export class PostgreSql {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(): Promise<PostgreSql> {
    const folder = mkdtempSync(join(tmpdir(), 'background-jobs-postgresql-'));
    const user = ordinaryUser();
    if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
    chmodSync(folder, 0o700);
    const data = join(folder, 'data');
    const made = spawnSync(
      'initdb',
      ['--pgdata', data, '--username', 'jobs', '--auth', 'trust', '--no-sync'],
      {
        ...user,
        cwd: folder,
        encoding: 'utf8',
      },
    );
    if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
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

  /** A connection string without a password: the server trusts loopback. */
  get connectionString(): string {
    return `postgres://jobs@127.0.0.1:${this.port}/postgres?sslmode=disable`;
  }

  async stop(): Promise<void> {
    const ended = new Promise((settle) => this.child.once('exit', settle));
    // The fast shutdown: clients are cut off.
    this.child.kill('SIGINT');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Debian keeps the server's programs off the path, in a folder of each version. */
function program(name: string): string {
  const folder = join('/', 'usr', 'lib', 'postgresql');
  const versions = existsSync(folder) ? readdirSync(folder).sort((a, b) => Number(b) - Number(a)) : [];
  const [found] = versions
    .map((version) => join(folder, version, 'bin', name))
    .filter((path) => existsSync(path));
  return found ?? name;
}

/** PostgreSQL refuses to run as root: then as the user that Debian's package made for it. */
function ordinaryUser(): Pick<SpawnOptions, 'uid' | 'gid'> {
  if (process.getuid?.() !== 0) return {};
  const idOf = (option: string): number =>
    Number(spawnSync('id', [option, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: idOf('-u'), gid: idOf('-g') };
}
