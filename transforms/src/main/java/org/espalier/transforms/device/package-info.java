/** Who may use the device now? */
@NullMarked
package org.espalier.transforms.device;

import org.jspecify.annotations.NullMarked;
