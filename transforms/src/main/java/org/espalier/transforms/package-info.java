/** The four steps of a round as Beam transforms. */
@NullMarked
package org.espalier.transforms;

import org.jspecify.annotations.NullMarked;
