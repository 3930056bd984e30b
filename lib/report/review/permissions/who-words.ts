import type { ReviewedPermission } from '../view';
import { words, type Words } from '../words';

/** Returns who gets a permission, and what gives it: a policy of the role itself, or the policy of a role or queue. */
export function whoWords({
  sign,
  who,
  givenBy,
}: Pick<ReviewedPermission, 'sign' | 'who' | 'givenBy'>): Words {
  switch (givenBy) {
    case 'role':
      return words`the role ${who}, by its own policies`;
    case 'trust':
      return sign === '?'
        ? words`the trust policy of the role ${who}`
        : words`${who}, by the trust policy of the role`;
    case 'queue':
      return sign === '?' ? words`the policy of the queue ${who}` : words`${who}, by the policy of the queue`;
    case 'policy':
      return words`every role with the policy ${who}`;
  }
}
