/** Conditions of IAM statements in words. The condition key is always shown, so that a reader can look it up. */
import { isNegated, type Condition } from '../../../review/permissions/conditions';
import { withLookupsInWords } from './lookups-in-words';
import { words, type Words } from '../words';

/** The words for known condition keys, by the keys in lower case. */
const subjects: ReadonlyMap<string, Words> = new Map([
  ['aws:sourceaccount', words`the account of the calling resource`],
  ['aws:sourcearn', words`the calling resource`],
  ['aws:principalarn', words`the caller`],
  ['aws:principalaccount', words`the account of the caller`],
  ['iam:passedtoservice', words`the service that receives the role`],
  ['iam:awsservicename', words`the service for which the service-linked role is created`],
  ['ecs:cluster', words`the cluster`],
  ['ecs:createaction', words`the call that creates the resource`],
  ['kms:viaservice', words`the service that uses the key`],
  ['kms:encryptioncontext:sourcearn', words`the resource whose data is encrypted`],
]);

/** Returns a condition as a phrase: `the account of the calling resource (aws:SourceAccount) is 123456789012`. */
export function conditionWords(condition: Condition): Words {
  const { key, operator, values, isIfExists } = condition;
  if (operator === 'Null')
    return values.join() === 'true' ? words`the request does not have ${key}` : words`the request has ${key}`;
  if (key.toLowerCase() === 'aws:securetransport' && operator === 'Bool' && !isIfExists)
    return values.join() === 'true'
      ? words`the request uses TLS (${key})`
      : words`the request does not use TLS (${key} is ${values.join(', ')})`;
  const subject = setWords(condition, subjectWords(key));
  const verb = verbOf(condition);
  if (verb === undefined) return words`${operatorText(condition)} ${subject}: ${listWords(values, 'and')}`;
  const phrase = words`${subject} ${[verb]} ${listWords(values, isNegated(condition) ? 'and' : 'or')}`;
  return isIfExists ? words`${phrase}, or the request does not have this key` : phrase;
}

function subjectWords(key: string): Words {
  const [, tagged, tag] = /^(aws:ResourceTag|aws:PrincipalTag|aws:RequestTag)\/(.*)$/i.exec(key) ?? [];
  if (tagged !== undefined && tag !== undefined)
    return words`the tag ${tag} of ${[ownerOfTag(tagged)]} (${key})`;
  const [, context] = /^kms:EncryptionContext:(.*)$/i.exec(key) ?? [];
  const known = subjects.get(key.toLowerCase());
  if (known !== undefined) return words`${known} (${key})`;
  return context === undefined ? words`${key}` : words`the encryption context ${context} (${key})`;
}

function ownerOfTag(key: string): string {
  if (/Resource/i.test(key)) return 'the resource';
  return /Principal/i.test(key) ? 'the caller' : 'the request';
}

function setWords({ set }: Condition, subject: Words): Words {
  if (set === 'ForAnyValue') return words`at least one value of ${subject}`;
  return set === 'ForAllValues' ? words`each value of ${subject}` : subject;
}

/** The words of an operator; `undefined` for an operator that this program does not know. */
function verbOf({ operator, values }: Condition): string | undefined {
  const hasOne = values.length === 1;
  const hasWildcard = values.some((value) => /[*?]/.test(value));
  switch (operator) {
    case 'StringEquals':
    case 'NumericEquals':
    case 'DateEquals':
    case 'Bool':
    case 'BinaryEquals':
      return 'is';
    case 'StringNotEquals':
    case 'NumericNotEquals':
    case 'DateNotEquals':
      return hasOne ? 'is not' : 'is none of';
    case 'StringEqualsIgnoreCase':
      return 'is, in upper or lower case,';
    case 'StringNotEqualsIgnoreCase':
      return hasOne ? 'is not, in upper or lower case,' : 'is, in upper or lower case, none of';
    case 'StringLike':
    case 'ArnLike':
    case 'ArnEquals':
      return hasWildcard ? 'matches' : 'is';
    case 'StringNotLike':
    case 'ArnNotLike':
    case 'ArnNotEquals':
      return hasOne ? 'does not match' : 'matches none of';
    case 'NumericLessThan':
      return 'is less than';
    case 'NumericLessThanEquals':
      return 'is at most';
    case 'NumericGreaterThan':
      return 'is greater than';
    case 'NumericGreaterThanEquals':
      return 'is at least';
    case 'DateLessThan':
    case 'DateLessThanEquals':
      return operator === 'DateLessThan' ? 'is before' : 'is not after';
    case 'DateGreaterThan':
    case 'DateGreaterThanEquals':
      return operator === 'DateGreaterThan' ? 'is after' : 'is not before';
    case 'IpAddress':
      return 'is in';
    case 'NotIpAddress':
      return hasOne ? 'is not in' : 'is in none of';
    default:
      return undefined;
  }
}

function operatorText({ set, operator, isIfExists }: Condition): string {
  return `${set === '' ? '' : `${set}:`}${operator}${isIfExists ? 'IfExists' : ''}`;
}

function listWords(values: readonly string[], conjunction: 'and' | 'or'): Words {
  return values.reduce<Words>((list, value, index) => {
    const shown = withLookupsInWords(value);
    if (index === 0) return words`${shown}`;
    return index === values.length - 1 ? words`${list} ${[conjunction]} ${shown}` : words`${list}, ${shown}`;
  }, []);
}
