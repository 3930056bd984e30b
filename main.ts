/** The cdktf app: `cdktf synth`, `diff` and `deploy` run it. It reads, builds and synthesises. */
import { runApp } from './lib/cli/cdktf-app';

process.exitCode = runApp(process.env, (text) => process.stderr.write(text));
