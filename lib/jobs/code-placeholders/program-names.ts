/** Names of programs with the same syntax. `known-programs.ts` has the syntax of each list. */

/** Programs that start the program in their first operand. */
export const launchers = [
  'abduco autoexpect bwrap cgexec chpst daemonize ddtrace-run envconsul firejail fixuid linux32 linux64 lxc-attach numactl',
  'opentelemetry-instrument proot qemu-aarch64 qemu-x86_64 rlwrap run-one run-parts systemd-nspawn watchexec wine wine64',
  'with-contenv ld.so ld-linux-x86-64.so. ld-linux-aarch64.so. ld-musl-x86_64.so. ld-musl-aarch64.so.',
].join(' ');

/** Programs that start a program, and whose name is also a common word. */
export const wordLaunchers = 'batch chronic dotenv ifne pee screen sem';

/** Programs that start the program after a subcommand: `foreman run PROGRAM`. */
export const subcommandLaunchers = 'coverage foreman heroku honcho memray newrelic-admin perf py-spy rr tmux';

/** Programs that install the package or start the service after a subcommand. Its name decides what runs. */
export const installers = 'apk apt apt-get brew cargo conda dnf helm snap systemctl yum';

/** Programs that start the program in their second operand. */
export const secondOperandLaunchers = 'dtach envdir lxc-execute s6-envdir setarch setlock softlimit';

/** Programs that run the script in their first operand. */
export const scriptRunners = [
  'babel-node bpftrace csharp gnuplot gunicorn hy ipython j2 jbang jinja2 jrunscript maxima mongosh mono nodemon ocaml phantomjs',
  'pdflatex qjs runghc runhaskell sbcl swipl utop uvicorn vite-node wasmtime xelatex zx',
  // Modules of Python: python -m timeit CODE.
  'cProfile doctest pdb pytest runpy timeit unittest',
].join(' ');

/** Programs that run a script, and whose name is also a common word. */
export const wordScriptRunners =
  'bb coffee crystal crontab csi dart dotnet electron erb forever go jsonnet m4 nim octave pm2 stap swift tex wasmer';

/** Programs that read their operands as code, or that insert them into code. */
export const codeReaders = [
  'ansible autossh bteq csvsql cypher-shell db2 dsq hdbsql hyperfine mclient mispipe mlr octosql osqueryi plink prename',
  'promtool sbt sqlite-utils sqlplus trdsql',
].join(' ');
