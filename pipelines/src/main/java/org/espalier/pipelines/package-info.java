/** Which steps in which order? Searches, studies and held-out checks as Beam pipelines. */
@NullMarked
package org.espalier.pipelines;

import org.jspecify.annotations.NullMarked;
