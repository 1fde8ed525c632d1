package org.espalier.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.LayerCounter;
import org.espalier.models.layer.Network;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.TensorFlowEngine;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.Evaluation;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Stem;
import org.espalier.models.space.StemSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters and extents of search networks for ImageNet; the graphs are built and not run. */
final class ImageNetStemSizesTest {
  private static final int CLASSES = 1000;
  private static final SearchSpace SPACE = SearchSpaces.named("darts");

  /** The networks in which PC-DARTS and DrNAS search. */
  private static final String PUBLISHED = "16, 8\n48, 14";

  @BeforeAll
  static void startEngine() {
    TensorFlowEngine.start(LoadOptions.defaults());
  }

  @ParameterizedTest
  @CsvSource(textBlock = PUBLISHED)
  void aNetworkHasTheParametersThatTheSpaceCounts(int channels, int cells) {
    var network = network(channels, cells, 1, 224);
    var path = path(channels);
    var counted = LayerCounter.cost(network, path, CountingRule.CONV_FC);
    assertThat((long) BuiltNetwork.of(network, path).layout().trainedSize())
        .isEqualTo(counted.parameters());
  }

  /** What is wider: three convolutions and normalizations, and three inputs of the first cells. */
  @ParameterizedTest
  @CsvSource(textBlock = PUBLISHED)
  void aWideStemChangesTheStemAndWhatReadsIt(int channels, int cells) {
    var wide = BuiltNetwork.of(network(channels, cells, 3, 224), path(channels)).layout();
    var narrow = BuiltNetwork.of(network(channels, cells, 1, 224), path(channels)).layout();
    assertThat(wide.trainedSize() - narrow.trainedSize())
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
    var extents = BuiltNetwork.of(network(4, 4, 1, size), path(size)).extents();
    assertThat(extents)
        .containsEntry("cell0", List.of(first, first))
        .containsEntry("cell1", List.of(first, first))
        .containsEntry("cell2", List.of(second, second))
        .containsEntry("cell3", List.of(third, third));
  }

  private static int[] path(long seed) {
    return SPACE.encoding(SPACE.random(new SplittableRandom(seed)));
  }

  /** Affine, as networks are counted. */
  private static Network network(int channels, int cells, int multiplier, int size) {
    var stem = Optional.of(new StemSettings(Stem.IMAGENET, multiplier));
    var input = new InputShape(size, size, 3, CLASSES);
    var how = Evaluation.of(PoolNorm.PLAIN);
    return SPACE.evaluationNetwork(new CellSize(channels, cells, stem), input, how);
  }
}
