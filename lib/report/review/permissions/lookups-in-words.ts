/** Replaces the names of values that Terraform looks up: `<account_id>` becomes `<this account>`. */
export function withLookupsInWords(text: string): string {
  return text
    .replaceAll('<account_id>', '<this account>')
    .replace(/<(task|execution)_role_(?:arn|name)>/g, '<the $1 role of the service>');
}
