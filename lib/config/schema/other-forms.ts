/**
 * Hints for values in the wrong form, such as an ARN where the field expects a name. A hint is the last part of a message.
 */

/** Returns the last part of an ARN: `app` of `arn:aws:ecs:us-east-1:123456789012:cluster/app`. */
function nameInArn(arn: string): string | undefined {
  const resource = arn.split(':').slice(5).join(':');
  const name = /([^:/]+)$/.exec(resource.replace(/:\d+$/, ''))?.[1];
  return arn.startsWith('arn:') && name !== undefined ? name : undefined;
}

/** Returns the bucket in an ARN, or in a URL of S3; `undefined` for another text. */
function bucketIn(text: string): string | undefined {
  const found =
    /^arn:[a-z-]+:s3:::([^/*]+)/.exec(text) ??
    /^s3a?:\/\/([^/]+)/i.exec(text) ??
    /^https?:\/\/([a-z0-9.-]+?)\.s3[.-][a-z0-9.-]*amazonaws\.com/i.exec(text) ??
    /^https?:\/\/s3[.-][a-z0-9.-]*amazonaws\.com(?:\.cn)?\/([^/]+)/i.exec(text);
  return found?.[1];
}

/** Returns a hint for an invalid name of a bucket, such as a URL, an ARN or a path: `; write uploads`. */
export function bucketHint(text: string): string {
  const bucket = bucketIn(text);
  if (bucket !== undefined) return `; it is ${text.startsWith('arn:') ? 'an ARN' : 'a URL'}, so write ${bucket}`;
  const [first = ''] = text.split('/');
  if (text.includes('/') && first !== '') return `; write ${first}, and the rest as path_prefix`;
  if (text.includes('*')) return '; a job has one bucket, so write a job for each bucket';
  if (text.includes('_')) return `; did you mean ${text.toLowerCase().replaceAll('_', '-')}?`;
  return /[A-Z]/.test(text) ? `; did you mean ${text.toLowerCase()}?` : '';
}

/** Returns a hint if a name has the form of an ARN, or has a revision or a wildcard; otherwise an empty string. */
export function nameHint(text: string): string {
  const name = nameInArn(text);
  if (name !== undefined) return `; it is an ARN, so write the name: ${name}`;
  const [family, revision] = text.split(':');
  if (family !== undefined && revision !== undefined && /^\d+$|^latest$/.test(revision))
    return `; write ${family}, without the revision`;
  return text.includes('*') ? '; a name has no wildcards, so write the whole name' : '';
}

/** The ARN that a field expects, for messages. */
interface ExpectedArn {
  /** The resource, such as `role`. */
  readonly resource: string;
  /** The beginning of the ARN, up to the name. */
  readonly prefix: string;
}

/** Returns what a text is, if it is not the expected ARN: a name, an ID, an alias, or the ARN of another resource. */
export function arnHint(text: string, { resource, prefix }: ExpectedArn): string {
  if (text.includes('*')) return '; wildcards are not allowed, so write the whole ARN';
  const arn = /^arn:[a-z-]+:([a-z0-9-]*):[^:]*:[^:]*:([a-z-]*)/.exec(text);
  if (arn !== null) {
    const [, service = '', kind = ''] = arn;
    if (service === 'sts') return '; it is the ARN of an assumed-role session, so write the ARN of its role';
    if (kind === 'instance-profile') return '; it is the ARN of an instance profile, so write the ARN of its role';
    return kind !== '' && kind !== resource ? `; it is the ARN of another resource (${service} ${kind})` : '';
  }
  if (/^[\w+=,.@/-]{1,128}$/.test(text) && !text.includes('@'))
    return `; it is not an ARN, so write the ARN: ${prefix}${text.replace(/^\//, '')}`;
  return '';
}

/** Returns the digits of an account ID that has separators: `1234-5678-9012`. */
export function accountHint(text: string): string {
  const digits = text.replace(/[\s-]/g, '');
  if (/^\d{12}$/.test(digits)) return `; write "${digits}"`;
  const inArn = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(text)?.[1];
  if (inArn !== undefined) return `; write "${inArn}"`;
  return /^\d{9,11}$/.test(digits) ? '; add the leading zeros, and write the ID in quotes' : '; an alias of the account is not its ID';
}

/** Returns a hint for a field that expects IDs: the ID in an ARN of EC2, or the field that selects by name. */
export function idHint(text: string, prefix: string, byName: string): string {
  const id = nameInArn(text);
  if (id?.startsWith(prefix) === true) return `; it is an ARN, so write ${id}`;
  return text.includes('*') || /^[A-Za-z]/.test(text) ? `; to select by name, use ${byName}` : '';
}

/**
 * Returns why a text can't be a literal part of a key: it has a wildcard, or it is a URL or an ARN. Returns `undefined`
 * for other texts.
 */
export function explainKeyForm(text: string, field: 'path_prefix' | 'path_suffix'): string | undefined {
  const bucket = bucketIn(text);
  if (bucket !== undefined) {
    const key = text.slice(text.indexOf(bucket) + bucket.length).replace(/^[^/]*\//, '').replace(/\*$/, '');
    const rest = key === '' ? 'remove the field' : `write ${key}`;
    return `must be a part of an object’s key, and not a URL or an ARN; ${rest}, with source_bucket: ${bucket}`;
  }
  if (!text.includes('*')) return undefined;
  const escaped = text.replace(/[*\\]/g, '\\$&');
  const [what, simple, literal] =
    field === 'path_prefix'
      ? ['prefix', /^[^*]+(?=\*{1,2}$)/.exec(text)?.[0], `${escaped}*`]
      : ['suffix', /(?<=^\*)[^*]+$/.exec(text)?.[0], `*${escaped}`];
  const pattern = field === 'path_prefix' ? text.replace(/\*+/g, '*').replace(/\*?$/, '*') : text.replace(/\*+/g, '*').replace(/^\*?/, '*');
  const form = simple === undefined ? `path_pattern: ${quoted(pattern)}` : `${field}: ${quoted(simple)}`;
  return `a ${what} is literal, so * would match only an asterisk; write ${form}, or path_pattern: ${quoted(literal)} for keys with an asterisk`;
}

/** Returns a text in single quotes, in which YAML keeps backslashes. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
