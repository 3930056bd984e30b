/** The file of the package that lacks a declaration. */
declare module 'micromark-extension-gfm/html' {
  import type { HtmlExtension } from 'micromark/dist/shared-types';

  const extension: HtmlExtension;
  export default extension;
}
