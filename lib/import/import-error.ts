/** The reason why an import can't start: a wrong folder, a syntax error, or a missing package. Nothing is written. */
export class ImportError extends Error {
  /** Name of the class. */
  override readonly name = 'ImportError';
}
