package org.espalier.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.espalier.models.catalog.PublishedArchitecture;
import org.espalier.models.catalog.PublishedArchitectures;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.TensorFlowEngine;
import org.espalier.models.space.DartsMacro;
import org.espalier.models.space.Evaluation;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Trained parameters of the graphs, which are built and not run, against the published sizes. */
final class DartsSizesTest {
  @BeforeAll
  static void startEngine() {
    TensorFlowEngine.start(LoadOptions.defaults());
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of("DARTS_V2", DartsMacro.CIFAR, PoolNorm.NONE, 3_349_342),
        Arguments.of("DrNAS_cifar10", DartsMacro.CIFAR, PoolNorm.PLAIN, 4_099_294),
        Arguments.of("CNAS", DartsMacro.CIFAR, PoolNorm.NONE, 3_695_374),
        Arguments.of("CNAS", DartsMacro.IMAGENET, PoolNorm.NONE, 5_318_368),
        Arguments.of("DARTS_V2", DartsMacro.IMAGENET, PoolNorm.NONE, 4_718_752));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("networks")
  void aNetworkHasThePublishedNumberOfParameters(
      String name, DartsMacro macro, PoolNorm pools, int parameters) {
    var genotype = cell(name).genotype().orElseThrow();
    var space = SearchSpaces.named(genotype.getSpace());
    var input = Target.of(macro.equals(DartsMacro.IMAGENET) ? "imagenet" : "cifar10").input();
    var network = space.evaluationNetwork(macro.size(), input, new Evaluation(pools, 0.4f));
    var built = BuiltNetwork.of(network, space.encoding(genotype)).layout();
    assertThat(built.trainedSize()).isEqualTo(parameters);
  }

  private static PublishedArchitecture cell(String name) {
    return PublishedArchitectures.all().stream()
        .filter(cell -> cell.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
