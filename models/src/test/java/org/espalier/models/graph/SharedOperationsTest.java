package org.espalier.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.espalier.models.layer.Operation;
import org.espalier.models.operation.DroppedPath;
import org.espalier.models.operation.MaxPool;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.TensorFlowEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Operations without tensors, of which several edges may read one output. */
final class SharedOperationsTest {

  /** Of one pool: two over rows, two over columns. */
  private static final int MAXIMA = 4;

  @BeforeAll
  static void startTensorFlow() {
    TensorFlowEngine.start(LoadOptions.defaults());
  }

  @Test
  void twoEdgesThatPoolTheSameOutputPoolItOnceAlsoWhereTheirPathsAreDropped() {
    var pool = new MaxPool(PoolNorm.NONE);
    assertThat(maxima(pool, pool)).isEqualTo(MAXIMA);
    assertThat(maxima(new DroppedPath(pool), new DroppedPath(pool))).isEqualTo(MAXIMA);
    assertThat(maxima(new DroppedPath(pool), pool)).isEqualTo(MAXIMA);
  }

  @Test
  void eachEdgeIsDroppedForImagesOfItsOwn() {
    var pool = new DroppedPath(new MaxPool(PoolNorm.NONE));
    assertThat(count("StatelessRandomUniform", pool, pool)).isEqualTo(2);
  }

  @Test
  void poolsThatAreNormalizedEachHaveTheirOwn() {
    var pool = new DroppedPath(new MaxPool(PoolNorm.AFFINE));
    assertThat(maxima(pool, pool)).isEqualTo(2 * MAXIMA);
  }

  private static int maxima(Operation first, Operation second) {
    return count("Maximum", first, second);
  }

  /** Operations of a type in a pass that applies both to the same output, and trains. */
  private static int count(String type, Operation first, Operation second) {
    try (var graph = new Graph()) {
      var tf = Ops.create(graph);
      var shape = Placeholder.shape(Shape.of(2, 6, 6, 3));
      var images = tf.placeholder(TFloat32.class, shape);
      var dropping = new DropPath(tf, tf.constant(0.5f), tf.constant(1L), images);
      var pass = PassSettings.training(new PassSettings.Dropping(dropping, null, null));
      var build =
          BuildContext.of(
              tf,
              new Variables(tf),
              pass,
              new ArrayList<>(),
              new HashMap<>(),
              LayerSettings.DEFAULTS);
      var x = SharedOutput.of(tf, images);
      var b = new GraphBuilder(build, new FixedNodes(List.of()));
      b.apply(first, "first", x, 3, 1);
      b.apply(second, "second", x, 3, 1);
      var found = 0;
      for (var operations = graph.operations(); operations.hasNext(); ) {
        found += operations.next().type().equals(type) ? 1 : 0;
      }
      return found;
    }
  }
}
