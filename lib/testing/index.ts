/** The public API for users' tests: `background-jobs/testing`. */
import '../installation';

export { synthesizeForSnapshots, type EnvironmentSnapshot } from './snapshots';
