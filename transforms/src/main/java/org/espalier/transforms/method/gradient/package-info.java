/** How do methods that follow gradients learn while shared weights are trained? */
@NullMarked
package org.espalier.transforms.method.gradient;

import org.jspecify.annotations.NullMarked;
