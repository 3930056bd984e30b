/** The public API for cdktf apps and other programs. `background-jobs/testing` is the API for tests. */
import './installation';

export { loadEnvironments, type LoadedEnvironments } from './jobs/load-environments';
export { ConfigFolderError } from './config/reading/config-folder';
export { hasErrors, type Issue } from './config/issues/issues';
export type { EnvironmentJobs } from './jobs/environment';
export type { Job } from './jobs/job';
export { deployPermissions, type DeployPermissions } from './jobs/permissions/deploy-permissions';
export { runChecks as adviseOn } from './checks/run-checks';
export { BackgroundJobs, type BackgroundJobsProps } from './constructs/background-jobs';
export type { JobInputs } from './constructs/job-inputs';
export { buildApp, EnvironmentStack, type EnvironmentStackProps } from './constructs/environment-stack';
export { parseAddress, addressParser, addressOf, type AddressedResource } from './jobs/addresses';
export { unfoldJson } from './report/unfold-json';
export { renderIssues, type IssuesTextOptions } from './report/issues/text';
export { runApp } from './cli/cdktf-app';
export { InstallationError } from './installation';
