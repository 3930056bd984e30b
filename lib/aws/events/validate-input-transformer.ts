/**
 * What EventBridge refuses of an input transformer.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
import { templateParts } from './input-template-parts';
import {
  maximumInputPathCharacters,
  maximumInputTemplateBytes,
  maximumInputPaths,
  predefinedVariables,
  type InputTransformer,
} from './input-transformer';

/**
 * Why `PutTargets` would refuse the transformer, for a target that takes JSON: nothing when it takes it. Wildcards in
 * paths are refused by us: AWS takes them.
 */
export function validateInputTransformer({ inputPaths, inputTemplate }: InputTransformer): readonly string[] {
  const names = Object.keys(inputPaths);
  return [
    ...(names.length > maximumInputPaths
      ? [`${names.length} input paths, and EventBridge takes ${maximumInputPaths}`]
      : []),
    ...Object.entries(inputPaths).flatMap(([name, path]) => validatePath(name, path)),
    ...validateTemplate(inputTemplate, new Set([...names, ...predefinedVariables])),
  ];
}

const ourPath = /^\$(?:\.[A-Za-z0-9_/-]+|\[\d+\])*$/;

function validatePath(name: string, path: string): readonly string[] {
  const wrongName =
    !/^[A-Za-z0-9_-]+$/.test(name) || name.length > maximumInputPathCharacters || name.startsWith('AWS');
  return [
    ...(wrongName
      ? [
          `the name ${JSON.stringify(name)}: a name is letters, digits, - and _, ${maximumInputPathCharacters} of them at most, and does not begin with AWS`,
        ]
      : []),
    ...(ourPath.test(path) && path.length <= maximumInputPathCharacters
      ? []
      : [
          `${name}: ${JSON.stringify(path)} is no path of names and indices with at most ${maximumInputPathCharacters} characters, such as $.detail.object.key`,
        ]),
  ];
}

/** Stands for a placeholder inside quotes: no character that a template would have. */
const standIn = '\uE000';

function validateTemplate(inputTemplate: string, known: ReadonlySet<string>): readonly string[] {
  if (inputTemplate === '') return ['the template is empty'];
  const parts = templateParts(inputTemplate);
  const unknown = new Set(
    parts.flatMap((part) => (part.kind === 'placeholder' && !known.has(part.name) ? [part.name] : [])),
  );
  const reasons = [
    ...(inputTemplate.length > maximumInputTemplateBytes
      ? [
          `the template has ${inputTemplate.length} characters, and EventBridge takes ${maximumInputTemplateBytes}`,
        ]
      : []),
    ...[...unknown].map((name) => `<${name}> has no input path`),
    ...(parts.some((part) => part.kind === 'text' && /[<>]/.test(part.text))
      ? ['< or > that is no part of a placeholder, and there is no escape']
      : []),
  ];
  if (reasons.length > 0) return reasons;
  const filled = parts.map((part) =>
    part.kind === 'text' ? part.text : part.insideQuotes ? standIn : 'null',
  );
  try {
    return hasPlaceholderKey(JSON.parse(filled.join('')))
      ? ['a placeholder in the name of a field, where EventBridge refuses it']
      : [];
  } catch {
    return ['the template is no JSON, whatever its placeholders stand for'];
  }
}

function hasPlaceholderKey(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false;
  return Object.entries(json).some(([key, value]) => key.includes(standIn) || hasPlaceholderKey(value));
}
