/** What becomes of one image, and what is said of it in the manifest? */
@NullMarked
package org.espalier.dataprep.image;

import org.jspecify.annotations.NullMarked;
