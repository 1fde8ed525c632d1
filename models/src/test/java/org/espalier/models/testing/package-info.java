/** What tests of networks share: small pictures, networks for them, finite differences. */
@NullMarked
package org.espalier.models.testing;

import org.jspecify.annotations.NullMarked;
