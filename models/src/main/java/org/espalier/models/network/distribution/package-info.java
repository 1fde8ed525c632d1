/**
 * Random numbers whose gradient by the distribution's own parameters is known. What leaves this
 * package is plain Java: arrays of floats.
 */
@NullMarked
package org.espalier.models.network.distribution;

import org.jspecify.annotations.NullMarked;
