/** What happens in a round, whatever the method? Plain Java, without Beam. */
@NullMarked
package org.espalier.transforms.round;

import org.jspecify.annotations.NullMarked;
