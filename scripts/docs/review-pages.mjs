/**
 * Writes an HTML page for each example review, with the style of a comment on GitHub. A browser takes the pictures of
 * docs/review.md from these pages: `node scripts/docs/review-pages.mjs FOLDER`, then
 * `chromium --headless --window-size=900,760 --screenshot=NAME.png FOLDER/NAME.html` for each page.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import micromark from 'micromark';
import gfm from 'micromark-extension-gfm';
import gfmHtml from 'micromark-extension-gfm/html.js';

const names = ['schedule', 'upload-prefix-and-size', 'renamed-job', 'first-apply', 'disabled'];
const style = `body{font:14px/1.5 system-ui,sans-serif;color:#1f2328;margin:16px;max-width:868px}
h2{font-size:1.5em;border-bottom:1px solid #d1d9e0;padding-bottom:.3em}h3{font-size:1.25em}
table{display:block;width:max-content;max-width:100%;overflow:auto;border-collapse:collapse}
td,th{padding:6px 13px;border:1px solid #d1d9e0}tr:nth-child(2n){background:#f6f8fa}
code{background:#818b981f;border-radius:6px;padding:.2em .4em;font:85% ui-monospace,monospace}
pre{background:#f6f8fa;padding:16px;border-radius:6px;overflow:auto}pre code{background:none;padding:0}
blockquote{margin:0;padding:0 1em;color:#59636e;border-left:.25em solid #d1d9e0}
.caution{color:#1f2328;border-left-color:#cf222e}.caution b{color:#d1242f}`;

const [folder = '.cache/review-pages'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const name of names) {
  const markdown = readFileSync(join('__tests__/review/pairs', name, 'review.md'), 'utf8');
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml],
    // GitHub shows a quotation that begins with this mark as a red box.
  }).replace(/<blockquote>\s*<p>\[!CAUTION\]<\/p>/g, '<blockquote class="caution"><p><b>Caution</b></p>');
  const page = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>${style}</style>${html}`;
  writeFileSync(join(folder, `${name}.html`), page);
}
