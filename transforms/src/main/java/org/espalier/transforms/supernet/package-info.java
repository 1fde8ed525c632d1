/** How are shared weights trained, kept and scored with? */
@NullMarked
package org.espalier.transforms.supernet;

import org.jspecify.annotations.NullMarked;
