/** The cdktf app, which `cdktf synth`, `diff` and `deploy` run. It reads env-config, builds the jobs and synthesizes them. */
import { runApp } from 'background-jobs';

process.exitCode = runApp(process.env, (text) => process.stderr.write(text));
