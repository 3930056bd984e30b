/** Variables that change what cdktf writes. `CDKTF_OUTDIR` is not among them, because `synthesize` names the folder. */
const isCdktfVariable = (name: string): boolean => name.startsWith('CDKTF_') || name === 'SYNTH_HCL_OUTPUT';

/**
 * Calls a function without the environment variables that change the output of cdktf, and then restores them. The
 * output must depend on the configuration only. cdktf also throws an error for some values of these variables.
 */
export function withoutCdktfVariables<Value>(call: () => Value): Value {
  const removed = Object.entries(process.env).filter(([name]) => isCdktfVariable(name));
  for (const [name] of removed) Reflect.deleteProperty(process.env, name);
  try {
    return call();
  } finally {
    for (const [name, value] of removed) process.env[name] = value;
  }
}
