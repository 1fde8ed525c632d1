/** What does a benchmark know of an architecture? Recorded accuracies, times and ranks. */
@NullMarked
package org.espalier.transforms.benchmark;

import org.jspecify.annotations.NullMarked;
