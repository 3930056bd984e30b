/**
 * Loads the parser of HCL: HashiCorp's own parser, compiled to WebAssembly. It is an optional peer dependency, because only
 * `init --from-hcl` needs it.
 */
import { ImportError } from '../import-error';

/** The package that has the parser. */
export const parserPackage = '@cdktn/hcl2json';

/** HashiCorp's parser. */
export interface HclParser {
  /**
   * Parses a file, and reports its syntax errors.
   *
   * @param name - the name of the file, for messages
   * @throws Error with the position and the reason
   */
  readonly parse: (name: string, text: string) => Promise<unknown>;
  /**
   * Parses an expression.
   *
   * @returns the syntax tree, which only `expression.ts` reads
   * @throws Error with the position and the reason
   */
  readonly getExpressionAst: (name: string, text: string) => Promise<unknown>;
}

/**
 * Checks that the package is installed.
 *
 * @param resolve - returns the path of a package, or throws an error if the package is missing
 * @throws ImportError if the package is missing
 */
export function checkParser(resolve: (name: string) => string): void {
  try {
    resolve(parserPackage);
  } catch {
    throw new ImportError(
      `--from-hcl reads HCL with a parser that is not installed beside background-jobs; run npm install --save-dev ${parserPackage}`,
    );
  }
}

/**
 * Loads the parser.
 *
 * @throws ImportError if the package is missing
 */
export async function loadParser(): Promise<HclParser> {
  checkParser((name) => require.resolve(name));
  return await import('@cdktn/hcl2json');
}
