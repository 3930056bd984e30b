import { expect, test } from '@jest/globals';
import { cpuValues, explainInvalidFargateSize } from '../../../lib/aws/ecs/fargate';

const gib = (from: number, to: number, step = 1) =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => (from + index * step) * 1024);

/** The rows of AWS's table. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
const documented: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, ...gib(1, 2)]],
  [512, gib(1, 4)],
  [1024, gib(2, 8)],
  [2048, gib(4, 16)],
  [4096, gib(8, 30)],
  [8192, gib(16, 60, 4)],
  [16384, gib(32, 120, 8)],
]);

test('exactly the documented combinations of CPU and memory are valid', () => {
  const wrong = [];
  for (const cpu of [...documented.keys(), 0, 128, 255, 300, 1000, 3072, 32768]) {
    for (let memory = 0; memory <= 131_072; memory += 256) {
      for (const size of [memory, memory + 1]) {
        const isAccepted = explainInvalidFargateSize(cpu, size) === undefined;
        if (isAccepted !== (documented.get(cpu)?.includes(size) ?? false))
          wrong.push([cpu, size, isAccepted]);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(cpuValues).toEqual([...documented.keys()]);
});

test('the reason lists the valid values', () => {
  expect(explainInvalidFargateSize(256, 768)).toBe(
    'with cpu 256, it must be 512 or 1024 to 2048 MiB in steps of 1024',
  );
  expect(explainInvalidFargateSize(3072, 4096)).toBe(
    'cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384',
  );
});
