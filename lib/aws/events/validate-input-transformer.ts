/**
 * Validates input transformers as EventBridge does.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
import { templateParts } from './input-template-parts';
import { predefinedVariables, type InputTransformer } from './input-transformer';
import { maximumInputTemplateBytes, maximumInputPaths, maximumInputPathCharacters } from './limits';

/**
 * Returns why `PutTargets` would reject a transformer of a target whose input must be JSON.
 *
 * Unlike AWS, this function rejects wildcards in paths.
 *
 * @param transformer - The transformer.
 * @returns One sentence for each problem; empty if the transformer is valid.
 */
export function validateInputTransformer(transformer: InputTransformer): readonly string[] {
  const { inputPaths, inputTemplate } = transformer;
  const names = Object.keys(inputPaths);
  return [
    ...(names.length > maximumInputPaths
      ? [`the transformer has ${names.length} input paths; it must have at most ${maximumInputPaths}`]
      : []),
    ...Object.entries(inputPaths).flatMap(([name, path]) => validatePath(name, path)),
    ...validateTemplate(inputTemplate, new Set([...names, ...predefinedVariables])),
  ];
}

const simplePath = /^\$(?:\.[A-Za-z0-9_/-]+|\[\d+\])*$/;

function validatePath(name: string, path: string): readonly string[] {
  const isNameInvalid =
    !/^[A-Za-z0-9_-]+$/.test(name) || name.length > maximumInputPathCharacters || name.startsWith('AWS');
  return [
    ...(isNameInvalid
      ? [
          `the name ${JSON.stringify(name)} must have letters, digits, - and _, at most ${maximumInputPathCharacters} characters, and must not begin with AWS`,
        ]
      : []),
    ...(simplePath.test(path) && path.length <= maximumInputPathCharacters
      ? []
      : [
          `${name}: ${JSON.stringify(path)} must be a path of names and indexes with at most ${maximumInputPathCharacters} characters, such as $.detail.object.key`,
        ]),
  ];
}

/**
 * The text that replaces a placeholder inside quotes during validation: a private-use character, which no template
 * contains.
 */
const replacement = '\uE000';

function validateTemplate(inputTemplate: string, known: ReadonlySet<string>): readonly string[] {
  if (inputTemplate === '') return ['the template is empty'];
  const parts = templateParts(inputTemplate);
  const unknown = new Set(
    parts.flatMap((part) => (part.kind === 'placeholder' && !known.has(part.name) ? [part.name] : [])),
  );
  const reasons = [
    ...(inputTemplate.length > maximumInputTemplateBytes
      ? [
          `the template has ${inputTemplate.length} characters; it must have at most ${maximumInputTemplateBytes}`,
        ]
      : []),
    ...[...unknown].map((name) => `<${name}> has no input path`),
    ...(parts.some((part) => part.kind === 'text' && /[<>]/.test(part.text))
      ? ['the template has < or > outside a placeholder; they can’t be escaped']
      : []),
  ];
  if (reasons.length > 0) return reasons;
  const filled = parts.map((part) =>
    part.kind === 'text' ? part.text : part.insideQuotes ? replacement : 'null',
  );
  try {
    return hasPlaceholderKey(JSON.parse(filled.join('')))
      ? ['the name of a field must not have a placeholder']
      : [];
  } catch {
    return ['the template must be JSON when its placeholders are replaced'];
  }
}

function hasPlaceholderKey(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false;
  return Object.entries(json).some(([key, value]) => key.includes(replacement) || hasPlaceholderKey(value));
}
