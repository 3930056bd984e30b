/** The differences between the output of cdktf and of its successor, cdktn. `npm run switch` changes this file. */

/** The version of cdktf, which is in the metadata of a stack and in the manifest. */
export const libraryVersion = '0.21.0';

/** Whether the library breaks the line inside an empty object or list. */
export const breaksEmptyLines: boolean = true;
