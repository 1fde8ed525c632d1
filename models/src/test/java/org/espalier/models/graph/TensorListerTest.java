package org.espalier.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.TensorLister;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.TensorFlowEngine;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.Evaluation;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.ToySpace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever builds and whoever lists a network read the same description. */
final class TensorListerTest {
  private static final InputShape INPUT = new InputShape(32, 32, 3, 10);

  @BeforeAll
  static void startEngine() {
    TensorFlowEngine.start(LoadOptions.defaults());
  }

  static Stream<SearchSpace> spaces() {
    return Stream.concat(SearchSpaces.all().stream(), Stream.of(new ToySpace()));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void theTensorsThatAreListedAreThoseOfTheGraphInItsOrder(SearchSpace space) {
    var size = isOfCells(space) ? new CellSize(4, 3) : new BlockSize(0.2);
    var path = space.encoding(space.random(new SplittableRandom(3)));
    for (var network : new Network[] {space.searchNetwork(size, INPUT), evaluation(space, size)}) {
      var mask =
          OptionMask.where(
              network.options(),
              at -> path[network.options().decision(at)] == network.options().option(at));
      var built = BuiltNetwork.of(network, path).layout().slices();
      var trained = built.stream().filter(slice -> slice.kind().trained()).toList();
      assertThat(TensorLister.list(network, mask, 1).slices()).isEqualTo(trained);
    }
  }

  private static boolean isOfCells(SearchSpace space) {
    var published = space.publishedSize(INPUT, Optional.empty());
    try {
      return published.cells(space.name()).cells() > 0;
    } catch (IllegalArgumentException ofBlocks) {
      return false;
    }
  }

  private static Network evaluation(SearchSpace space, NetworkSize size) {
    return space.evaluationNetwork(size, INPUT, Evaluation.plain());
  }
}
