/** Recognizes programs that the user most probably wrote, by their names. */
import { syntaxOf } from './known-programs';
import { scriptName } from './program-reader';

/** Last words of names that services give to their own programs: `claims-import`, `worker`. */
const ownNames = new Set(
  (
    'api app backend batch claims cli client consumer converter downloader enqueue etl export exporter extract ' +
    'extractor handler import import importer indexer ingest ingester ingestion ingestor job jobs load loader main ' +
    'mailer migrate notifier orders parser pipeline processor producer publisher report reporter reports ' +
    'scheduler sender server service services subscriber sync transform transformer uploader worker workers writer'
  ).split(' '),
);

/**
 * Launchers whose options are in no table. A program with such a name is never the user's own, whatever its folder is.
 */
const otherLaunchers =
  /(^|\/)(aws-vault|chamber|doppler|fastlane|infisical|mlflow|op|quarto|s5cmd|saml2aws|teller)$/;

/** Matches folders in which programs of other authors are installed. */
const installedFolder =
  /^\/(usr\/)?s?bin\/|(^|\/)(node_modules|vendor|\.?venv)\/|^[A-Za-z]:\\(Windows|Program Files)/i;

/**
 * Returns whether a program is most probably the user's own: it is in a folder of its own, or it has a common name of
 * programs of services. The table does not know it.
 */
export function isOwnProgram(program: string): boolean {
  if (syntaxOf(program, true) !== undefined || otherLaunchers.test(program)) return false;
  if (/[/\\]/.test(program) || scriptName.test(program)) return !installedFolder.test(program);
  const name = program.replace(/\.exe$/i, '').toLowerCase();
  return ownNames.has(name.slice(Math.max(name.lastIndexOf('-'), name.lastIndexOf('_')) + 1));
}
