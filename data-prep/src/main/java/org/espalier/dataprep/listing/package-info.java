/** Which images are there, and which of them are taken? */
@NullMarked
package org.espalier.dataprep.listing;

import org.jspecify.annotations.NullMarked;
