/** How is a TensorFlow graph exported once, loaded through DJL, and run on plain Java arrays? */
@NullMarked
package org.espalier.models.program;

import org.jspecify.annotations.NullMarked;
