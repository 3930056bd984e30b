import type { OpenAws } from '../../../lib/observe/aws-reader';

/** The reader of AWS for commands that must not read AWS. */
export const noAws: OpenAws = () => Promise.reject(new Error('this test must not read AWS'));
