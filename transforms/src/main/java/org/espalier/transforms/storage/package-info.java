/** Where do the files of a run lie, and when do they count? */
@NullMarked
package org.espalier.transforms.storage;

import org.jspecify.annotations.NullMarked;
