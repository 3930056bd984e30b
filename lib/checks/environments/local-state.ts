import type { Check } from '../check';

export const localState: Check = {
  code: 'local-state',
  why: 'Without state_backend, Terraform keeps the state in a file beside the output folder. A CI runner deletes the file after its job, and another machine does not have it. Without the file, the next apply tries to create all resources again. The apply fails for resources whose names exist, and overwrites EventBridge rules.',
  fix: 'set state_backend, or state_backend: { local: {} } if one machine deploys and keeps the file',
  find: ({ config, jobs }) =>
    config.hasStateBackend || jobs.length === 0
      ? []
      : [
          {
            path: ['state_backend'],
            at: 'key',
            message: `the state is only in the file terraform.${config.name}.tfstate, which CI and other machines do not have`,
          },
        ],
};
