import type { SimulatedUpload } from '../../simulate/upload/simulate-upload';

/** An upload in each environment. */
export interface UploadView {
  /** Results of the simulation by environment. */
  readonly uploads: readonly SimulatedUpload[];
  /**
   * Whether to print the commands that start the jobs. The text format then prints only these commands. The JSON format
   * prints them in an additional field.
   */
  readonly hasStartCommands: boolean;
}
