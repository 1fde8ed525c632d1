package org.espalier.models.network;

import org.espalier.models.space.DartsCells;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.Pixels;
import org.espalier.models.graph.Statistics;
import org.espalier.models.space.StemSettings;
import org.espalier.models.graph.Variables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.TensorFlowEngine;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.space.DartsMacro;
import org.espalier.models.space.DartsMacro.Stem;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.espalier.schemas.Genotype;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Parameters and extents of search networks for ImageNet; the graphs are built and not run. */
final class ImageNetStemSizesTest {
  private static final int CLASSES = 1000;

  /** The networks in which PC-DARTS and DrNAS search. */
  private static final String PUBLISHED = "16, 8\n48, 14";

  @BeforeAll
  static void startEngine() {
    TensorFlowEngine.start(LoadOptions.defaults());
  }

  @ParameterizedTest
  @CsvSource(textBlock = PUBLISHED)
  void aNetworkHasTheParametersThatTheSpaceCounts(int channels, int cells) {
    var macro = new DartsMacro("search", channels, cells, Stem.IMAGENET);
    var genotype = SearchSpaces.named("darts").random(new SplittableRandom(channels));
    var counted = macro.cost(genotype, PoolNorm.PLAIN, Target.of("imagenet"), CountingRule.CONV_FC);
    var built = Built.of(genotype, channels, cells, 1, 224);
    assertThat((long) built.parameters()).isEqualTo(counted.parameters());
  }

  /** What is wider: three convolutions and normalizations, and three inputs of the first cells. */
  @ParameterizedTest
  @CsvSource(textBlock = PUBLISHED)
  void aWideStemChangesTheStemAndWhatReadsIt(int channels, int cells) {
    var genotype = SearchSpaces.named("darts").random(new SplittableRandom(channels));
    var wide = Built.of(genotype, channels, cells, 3, 224);
    var narrow = Built.of(genotype, channels, cells, 1, 224);
    assertThat(wide.parameters() - narrow.parameters())
        .isEqualTo(aroundStem(3 * channels, channels) - aroundStem(channels, channels));
  }

  private static int aroundStem(int wide, int channels) {
    int first = 3 * 3 * 3 * wide / 2 + 2 * wide / 2;
    int second = 3 * 3 * wide / 2 * wide + 2 * wide;
    int third = 3 * 3 * wide * wide + 2 * wide;
    return first + second + third + 3 * wide * channels;
  }

  @ParameterizedTest
  @CsvSource({"224, 28, 14, 7", "64, 8, 4, 2", "36, 5, 3, 2", "32, 4, 2, 1"})
  void cellsSeeAnEighthOfTheImageThenHalvesOfIt(int size, int first, int second, int third) {
    var genotype = SearchSpaces.named("darts").random(new SplittableRandom(size));
    var extents = Built.of(genotype, 4, 4, 1, size).extents();
    assertThat(extents)
        .containsEntry("cell0", List.of(first, first))
        .containsEntry("cell1", List.of(first, first))
        .containsEntry("cell2", List.of(second, second))
        .containsEntry("cell3", List.of(third, third));
  }

  /**
   * A graph that was built.
   *
   * @param parameters trained ones
   * @param extents height and width of what each cell reads
   */
  private record Built(int parameters, Map<String, List<Integer>> extents) {
    static Built of(Genotype genotype, int channels, int cells, int multiplier, int size) {
      var zero = List.of(0f, 0f, 0f);
      var images =
          new ImageSettings(size, size, false, zero, List.of(1f, 1f, 1f), 0, false, 0, CLASSES);
      var stem = Optional.of(new StemSettings(Stem.IMAGENET, multiplier));
      var settings =
          new NetworkSettings("darts", channels, cells, true, images, Pictures.PLAIN, stem);
      settings.check();
      try (var graph = new Graph()) {
        var tf = Ops.create(graph);
        var variables = new Variables(tf);
        var build =
            new Build(tf, variables, Statistics.RUNNING, Placement.EVERYWHERE, new ArrayList<>());
        var x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, size, size, 3)));
        var edges = new Watched(new FixedEdges(new DartsCells(), genotype.getEncoding(), true));
        var logits = new DartsCells().logits(build, settings, edges, x);
        assertThat(logits.shape().asArray()).containsExactly(-1L, CLASSES);
        return new Built(variables.layout().trainedSize(), edges.extents);
      }
    }
  }

  /** Edges that note what reaches the first node of each cell. */
  private record Watched(Edges edges, Map<String, List<Integer>> extents) implements Edges {
    Watched(Edges edges) {
      this(edges, new LinkedHashMap<>());
    }

    @Override
    public Operand<TFloat32> into(Build build, String cell, List<Incoming> incoming, int channels) {
      if (incoming.size() == 2) {
        var sources = incoming.stream().map(edge -> edge.source().value()).toList();
        assertThat(sources.get(0).shape().asArray()).isEqualTo(sources.get(1).shape().asArray());
        extents.put(cell, List.of(Pixels.height(sources.get(0)), Pixels.width(sources.get(0))));
      }
      return edges.into(build, cell, incoming, channels);
    }
  }
}
