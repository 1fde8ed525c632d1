/**
 * How jobs reach Flink: clusters that outlive a pipeline, and clients that hear at once of its end.
 */
@NullMarked
package org.espalier.runners.session;

import org.jspecify.annotations.NullMarked;
