import { defaultTreeAdapter as tree, parse, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

/** A part of an HTML document, as a browser reads it. */
export type HtmlPart =
  | {
      /** An element with its attributes, which include all link targets. */
      readonly kind: 'element';
      readonly path: string;
      readonly attributes: readonly string[];
    }
  | {
      /** A comment or a document type. */
      readonly kind: 'other';
      readonly path: string;
      readonly text: string;
    }
  | {
      /** A text between two tags, with its references decoded. */
      readonly kind: 'text';
      readonly path: string;
      readonly text: string;
    };

/** Reads a whole document. Returns its parts in order. The path of a part has the elements around it. */
export function partsOfPage(html: string): readonly HtmlPart[] {
  return joined(tree.getChildNodes(parse(html)).flatMap((node) => partsOf(node, '')));
}

/** Reads the HTML of a comment, which a website puts into its page. */
export function partsOfFragment(html: string): readonly HtmlPart[] {
  return joined(tree.getChildNodes(parseFragment(html)).flatMap((node) => partsOf(node, '')));
}

function partsOf(node: DefaultTreeAdapterTypes.ChildNode, parent: string): readonly HtmlPart[] {
  if (tree.isTextNode(node)) return [{ kind: 'text', path: parent, text: node.value }];
  if (tree.isCommentNode(node)) return [{ kind: 'other', path: parent, text: node.data }];
  if (tree.isDocumentTypeNode(node)) return [{ kind: 'other', path: parent, text: node.name }];
  const path = `${parent}/${node.tagName}`;
  const children = 'content' in node ? tree.getChildNodes(node.content) : node.childNodes;
  // A code may have an element without attributes around an `@`, so that GitHub links no address.
  if (/\/code\/span$/.test(path) && node.attrs.length === 0)
    return children.flatMap((child) => partsOf(child, parent));
  return [
    { kind: 'element', path, attributes: node.attrs.map(({ name, value }) => `${name}=${value}`) },
    ...children.flatMap((child) => partsOf(child, path)),
  ];
}

/** Joins texts that follow each other in the same element. */
function joined(parts: readonly HtmlPart[]): readonly HtmlPart[] {
  const result: HtmlPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.kind === 'text' && last?.kind === 'text' && last.path === part.path)
      result.splice(-1, 1, { ...last, text: last.text + part.text });
    else result.push(part);
  }
  return result;
}
