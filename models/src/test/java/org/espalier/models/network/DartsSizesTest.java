package org.espalier.models.network;

import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.Statistics;
import org.espalier.models.graph.Variables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.TensorFlowEngine;
import org.espalier.models.space.DartsCells;
import org.espalier.models.space.DartsMacro;
import org.espalier.models.operation.PoolNorm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Trained parameters of the graphs, which are built and not run, against the published sizes. */
final class DartsSizesTest {
  @BeforeAll
  static void startEngine() {
    TensorFlowEngine.start(LoadOptions.defaults());
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of("DARTS_V2", PublishedCells.DARTS_V2, PoolNorm.NONE, false, 3_349_342),
        Arguments.of("DrNAS", PublishedCells.DRNAS_CIFAR10, PoolNorm.PLAIN, false, 4_099_294),
        Arguments.of("CNAS", PublishedCells.CNAS, PoolNorm.NONE, false, 3_695_374),
        Arguments.of("CNAS", PublishedCells.CNAS, PoolNorm.NONE, true, 5_318_368),
        Arguments.of("DARTS_V2", PublishedCells.DARTS_V2, PoolNorm.NONE, true, 4_718_752));
  }

  @ParameterizedTest(name = "{0} {3}")
  @MethodSource("networks")
  void aNetworkHasThePublishedNumberOfParameters(
      String name, DartsCells cells, PoolNorm pools, boolean imageNet, int parameters) {
    var macro = imageNet ? DartsMacro.IMAGENET : DartsMacro.CIFAR;
    int size = imageNet ? 224 : 32;
    int classes = imageNet ? 1000 : 10;
    var images =
        new ImageSettings(
            size, size, false, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f), 0, false, 0, classes);
    var settings = new DartsEvaluation(macro, cells, pools, 0.4f, images, Pictures.PLAIN);
    assertThat(trained(settings)).as(name).isEqualTo(parameters);
  }

  private static int trained(DartsEvaluation settings) {
    try (var graph = new Graph()) {
      var tf = Ops.create(graph);
      var variables = new Variables(tf);
      var build =
          new Build(tf, variables, Statistics.RUNNING, Placement.EVERYWHERE, new ArrayList<>());
      var images = settings.images();
      var shape = Shape.of(-1, images.height(), images.width(), images.channels());
      var x = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      var logits = new DartsTrainedNetwork(build, settings, null).logits(x).main();
      assertThat(logits.shape().asArray()).containsExactly(-1L, images.classes());
      return variables.layout().trainedSize();
    }
  }
}
