/** Error of the machine: the folder for temporary files is missing, full or read-only. */
export class TemporaryFolderError extends Error {
  /**
   * Creates the error.
   *
   * @param folder - The path of the folder.
   * @param reason - The message of the operating system.
   */
  constructor(folder: string, reason: string) {
    super(
      `${folder}: the folder for temporary files can't be written (${reason}); set the variable TMPDIR to another folder`,
    );
  }
}
