package org.espalier.models.graph;

import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;

/**
 * When something is live: when an index, known at run time, is that of its branch.
 *
 * @param index the index that a step has, a scalar in [0, branches)
 * @param branches how many there are
 * @param branch the one in which it is live
 */
record Gate(Operand<TInt32> index, int branches, int branch) {}
