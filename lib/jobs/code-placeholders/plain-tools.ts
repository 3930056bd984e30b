/**
 * Tools of which no option and no operand is code. `-c` and `-e` are other options there: `gzip -c`, `grep -e`. Each name
 * was checked with the manuals of GNU coreutils, grep, diffutils, gzip, bzip2, XZ Utils, Zstandard and LZ4.
 */
const plainTools = new Set(
  (
    'base32 base64 basename brotli bunzip2 bzcat bzip2 cat cksum cmp comm cp cut date df diff dirname du echo egrep ' +
    'fgrep grep gunzip gzip head iconv join link ln logger ls lz4 lz4cat lzcat lzma lzop md5sum mkdir mktemp mv nl od ' +
    'paste pigz printf pwd readlink realpath rm rmdir seq sha1sum sha224sum sha256sum sha384sum sha512sum shred sleep ' +
    'stat sum tac tail tee test touch tr truncate tsort uniq unlink unlz4 unlzma unpigz unxz unzip unzstd wc xxd xz xzcat ' +
    'zcat zstd zstdcat'
  ).split(' '),
);

/** Matches the name of a program without a folder, or in a folder of the system. */
const systemProgram = /^(?:\/(?:usr\/)?bin\/)?([^/]+)$/;

/** Short options of other tools that introduce no code, although their letters do so in other programs: `sed -E`. */
const plainOptions: ReadonlyMap<string, RegExp> = new Map([
  ['sed', /^-E$/],
  ['gsed', /^-E$/],
  ['samtools', /^-c$/],
  ['k6', /^-e$/],
  ['cdk', /^-c$/],
  ['celery', /^-Q$/],
  // -c is --clean and -e is --exit-on-error. -F has the format in the same argument: -Fc.
  ...['pg_dump', 'pg_restore', 'pg_dumpall', 'pg_basebackup'].map((name) => [name, /^-[A-Za-z]+$/] as const),
  // Subcommands of the file system: hadoop fs -cp.
  ...['hadoop', 'hdfs'].map((name) => [name, /^-(cat|checksum|count|cp)$/] as const),
  // -e encrypts, and -c encrypts with a password.
  ...['gpg', 'gpg2'].map((name) => [name, /^-[A-Za-z]+$/] as const),
  // jq --help: -c is the compact output, and -e sets the exit status. The filter is an operand.
  ...['jq', 'gojq', 'jaq', 'xq', 'yq'].map((name) => [name, /^-[A-Za-z]+$/] as const),
]);

/** Returns whether the option of a program introduces no code. */
export function isPlainOption(program: string, option: string): boolean {
  const name = systemProgram.exec(program)?.[1];
  return name !== undefined && plainOptions.get(name)?.test(option) === true;
}

/** Returns whether the program is a tool that runs no argument as code. */
export function isPlainTool(program: string): boolean {
  const name = systemProgram.exec(program)?.[1];
  return name !== undefined && plainTools.has(name);
}
