import { reviewToHtml } from './html';
import { reviewToJson } from './json';
import { reviewToMarkdown } from './markdown';
import { maximumReportCharacters } from './size';
import { reviewToText } from './text';
import type { ReviewView } from '../view';

type ReviewFormat = 'markdown' | 'json' | 'text' | 'html';

/**
 * Formats of `background-jobs review`. Only Markdown is cut, because only a comment has a maximum length. The second
 * argument of each is the name of the folder with the whole report.
 */
export const reviewFormats = {
  markdown: (view, folder) => reviewToMarkdown(view, maximumReportCharacters, folder),
  json: reviewToJson,
  text: reviewToText,
  html: reviewToHtml,
} as const satisfies Record<ReviewFormat, (view: ReviewView, folder: string | undefined) => string>;

/** The files of the whole report, by name. */
export function wholeReport(view: ReviewView): ReadonlyMap<string, string> {
  return new Map([
    ['review.md', reviewToMarkdown(view, Infinity, undefined)],
    ['review.json', reviewToJson(view)],
    ['review.txt', reviewToText(view)],
    ['review.html', reviewToHtml(view)],
  ]);
}
