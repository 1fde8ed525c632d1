package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * A choice inside the graph: a tensor goes into one of several branches and the one live result
 * comes out, so branches that are not taken cost nothing, neither forward nor backward.
 *
 * <p>TensorFlow has both operations, {@code _SwitchN} and {@code Merge}, but no gradient for
 * either; they are each other's inverse, so each is the other's gradient.
 */
final class Choice {
  private static final String SWITCH = "_SwitchN";
  private static boolean registered;

  private Choice() {}

  /** Makes {@code addGradients} differentiate through choices; call before building one. */
  static synchronized void registerGradients() {
    if (registered) {
      return;
    }
    TensorFlow.registerCustomGradient(
        "Merge",
        (tf, merge, gradients) ->
            List.copyOf(
                split(
                    tf,
                    gradients.get(0),
                    output(merge.output(1), TInt32.class),
                    merge.numInputs())));
    TensorFlow.registerCustomGradient(
        SWITCH,
        (tf, split, gradients) ->
            List.of(mergeRaw(tf, gradients), tf.zerosLike(output(split.input(1), TInt32.class))));
    // The empty operation: its branch must pass some gradient for the merge above.
    TensorFlow.registerCustomGradient(
        "ZerosLike", (tf, zeros, gradients) -> List.of(tf.zerosLike(gradients.get(0))));
    registered = true;
  }

  /** The tensor in each branch: live in the branch of this index, dead in the others. */
  static <T extends TType> List<Output<T>> split(
      Ops tf, Operand<T> x, Operand<TInt32> index, int branches) {
    var operation =
        tf.scope()
            .opBuilder(SWITCH, tf.scope().makeOpName("SwitchN"))
            .addInput(x.asOutput())
            .addInput(index.asOutput())
            .setAttr("num_outs", branches)
            .build();
    var outputs = new ArrayList<Output<T>>();
    for (int i = 0; i < branches; i++) {
      outputs.add(operation.output(i));
    }
    return outputs;
  }

  /** The live one of the branches' results. */
  static <T extends TType> Operand<T> merge(Ops tf, List<? extends Operand<T>> branches) {
    return tf.merge(List.<Operand<T>>copyOf(branches)).output();
  }

  /////////////////////////////////////////////////////////////////////////////

  private static Operand<?> mergeRaw(Ops tf, List<Output<?>> gradients) {
    return tf.scope()
        .opBuilder("Merge", tf.scope().makeOpName("Merge"))
        .addInputList(gradients.toArray(Output<?>[]::new))
        .build()
        .output(0);
  }

  private static <T extends TType> Output<T> output(Output<?> output, Class<T> type) {
    return output.expect(type);
  }
}
