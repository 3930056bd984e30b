import { existsSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { FSWatcher } from 'chokidar';
import { CommandError } from '../command-error';

/**
 * The time between the first event of a change and the check. An editor can save a file in several steps, such as to empty it
 * and to write it.
 */
const milliseconds = 30;

/**
 * Calls a function after each change of the folders, until it is stopped. A folder may be deleted and created again. The first
 * call follows soon after `onReady`, because a file can have changed before.
 *
 * @param folders - The paths of the folders.
 * @param calls - `onReady` is called once, when the folders are watched. `onChange` is called after each change.
 * @param stop - Ends the watch.
 * @throws CommandError if the system can't watch the folders.
 */
export async function watchFolders(
  folders: readonly string[],
  calls: { readonly onReady: () => void; readonly onChange: () => void },
  stop: AbortSignal,
): Promise<void> {
  // Only this command needs the package.
  const { watch } = await import('chokidar');
  const paths = folders.map((folder) => resolve(folder));
  let watcher: FSWatcher | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((end, fail) => {
      const failWith = (error: unknown): void => {
        fail(error instanceof Error ? watchError(folders, error) : new TypeError(String(error)));
      };
      let identities: readonly (string | undefined)[] = [];
      const schedule = (): void => {
        timer ??= setTimeout(() => {
          timer = undefined;
          // The system watches a folder, not its name. A new folder with the same name needs a new watcher.
          if (paths.some((path, index) => identityOf(path) !== identities[index])) open(calls.onChange);
          else calls.onChange();
        }, milliseconds);
      };
      const open = (then: () => void): void => {
        void watcher?.close();
        identities = paths.map(identityOf);
        const opened = watch(paths.map(watchedFolder), {
          ignoreInitial: true,
          ignorePermissionErrors: true,
          atomic: false,
          ignored: (path) => !paths.some((folder) => isPartOf(folder, path)),
        });
        watcher = opened.on('error', failWith).on('ready', () => {
          if (watcher !== opened) return;
          // `all` leaves out an event that follows another one within 50 ms; `raw` has every event.
          opened.on('all', schedule).on('raw', schedule);
          then();
          // The folder can have been replaced before the watcher was ready.
          schedule();
        });
      };
      stop.addEventListener('abort', () => {
        end();
      });
      open(calls.onReady);
      if (stop.aborted) end();
    });
  } finally {
    clearTimeout(timer);
    await watcher?.close();
  }
}

/** Returns the folder to watch: the nearest one above the configuration that exists. There, a new folder is an event. */
function watchedFolder(folder: string): string {
  const above = dirname(folder);
  return above === folder || existsSync(above) ? above : watchedFolder(above);
}

/** Returns whether a path is above a folder, the folder itself, or a file in it or in one of its subfolders. */
function isPartOf(folder: string, path: string): boolean {
  if (folder === path || folder.startsWith(path.endsWith(sep) ? path : path + sep)) return true;
  return path.startsWith(folder + sep) && relative(folder, path).split(sep).length <= 2;
}

/** Returns a text that differs for a deleted folder and a new one with the same name. */
function identityOf(folder: string): string | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found === undefined ? undefined : `${found.dev} ${found.ino} ${found.birthtimeMs}`;
}

function watchError(folders: readonly string[], error: Error): CommandError {
  return new CommandError(
    2,
    `${folders.join(', ')}: changes can't be watched (${error.message}); set CHOKIDAR_USEPOLLING=1 to read the folder every 100 milliseconds instead`,
  );
}
