/** How does NAS-Bench-201 get in? */
@NullMarked
package org.espalier.dataprep.nb201;

import org.jspecify.annotations.NullMarked;
