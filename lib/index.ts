/** The public API for other programs and for users' tests. */
export { loadEnvironments, type LoadedEnvironments } from './jobs/load-environments';
export { ConfigFolderError } from './config/config-folder';
export type { Issue } from './config/issues';
export type { EnvironmentJobs } from './jobs/environment';
export type { Job } from './jobs/job';
export { deployPermissions, type DeployPermissions } from './jobs/permissions/deploy-permissions';
export { runChecks as adviseOn } from './checks/run-checks';
export { BackgroundJobs, type BackgroundJobsProps } from './constructs/background-jobs';
export type { JobInputs } from './constructs/job-inputs';
export { buildApp, EnvironmentStack, type EnvironmentStackProps } from './constructs/environment-stack';
export { parseAddress, addressParser, addressOf, type AddressedResource } from './jobs/addresses';
export { synthesizeForSnapshots, type EnvironmentSnapshot } from './testing/snapshots';
export { unfoldJson } from './report/unfold-json';
