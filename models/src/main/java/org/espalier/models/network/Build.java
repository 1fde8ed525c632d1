package org.espalier.models.network;

import java.util.List;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/**
 * What every block needs while it is built.
 *
 * @param tf builders of operations
 * @param variables the network's variables
 * @param normalization how batches are normalized
 * @param placement which operation of a cell is being built
 * @param tracking updates of running statistics, filled as blocks are built
 */
record Build(
    Ops tf, Variables variables, Statistics normalization, Placement placement, List<Op> tracking) {
  Build at(int edge, int operation) {
    return new Build(tf, variables, normalization, new Placement(edge, operation), tracking);
  }
}
