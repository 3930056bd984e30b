import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { doubledPackage } from '../installation';

/**
 * Checks that a scope belongs to the copies of cdktf and constructs that this package uses. With two copies, cdktf would
 * lose tokens and dependencies without an error.
 *
 * @throws InstallationError if the scope belongs to another copy.
 */
export function requireSameCopies(scope: Construct): void {
  const { root } = scope.node;
  const isOtherApp = App.isApp(root) && !(root instanceof App);
  if (isOtherApp || !(TerraformStack.of(scope) instanceof TerraformStack)) throw doubledPackage('cdktf');
  if (!(scope instanceof Construct)) throw doubledPackage('constructs');
}
