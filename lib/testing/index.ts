/** The public API for users' tests: `background-jobs/testing`. */

export { synthesizeForSnapshots, type EnvironmentSnapshot } from './snapshots';
