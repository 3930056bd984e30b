import micromark from 'micromark';
import gfm from 'micromark-extension-gfm';
import gfmHtml from 'micromark-extension-gfm/html';

/** Renders Markdown with the extensions of GitHub and GitLab: tables, links without brackets, and strikethrough. */
export function renderMarkdown(markdown: string): string {
  return micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml],
  });
}
