/**
 * Runs a task when fewer than a maximum number of tasks run, so that a large environment does not flood AWS with
 * requests.
 */
export type Limited = <Value>(task: () => Promise<Value>) => Promise<Value>;

/**
 * Returns a function that runs tasks. At most `maximum` tasks run at the same time, and the others wait.
 *
 * @param maximum - The maximum number of tasks at the same time.
 */
export function limited(maximum: number): Limited {
  const waiting: (() => void)[] = [];
  let free = maximum;
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resume) => waiting.push(resume));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
