package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.layer.Slice;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.testing.FiniteDifferences;
import org.espalier.models.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PartialChannelsTest {
  private static final NetworkSettings SETTINGS = Pictures.network(Pictures.PLAIN);
  private static final LoadOptions OPTIONS = LoadOptions.defaults();
  private static final int ALL = Pictures.EDGES * Pictures.OPERATIONS;

  @TempDir static Path folder;

  @Test
  void edgeWeightsAndMixtureHaveTheGradientOfTheLoss() {
    var random = new SplittableRandom(4);
    var batch = Pictures.batch(8, SETTINGS.images(), 1);
    var mixture = Pictures.mixture(random).optionWeights();
    var both = Arrays.copyOf(mixture, ALL + Pictures.EDGES);
    for (int i = ALL; i < both.length; i++) {
      both[i] = 0.3f + 0.4f * (float) random.nextDouble();
    }
    try (var net = open(2, true, List.of())) {
      var gradient = net.gradient(batch, split(both), 0).gradient();
      FiniteDifferences.assertAgree(
          "partial", both, gradient, 5e-4, 0.05, moved -> net.score(batch, split(moved)).loss());
    }
  }

  @Test
  void aPassWithoutAStepChangesNothing() {
    var batch = Pictures.batch(8, SETTINGS.images(), 1);
    var mixture = Pictures.mixture(new SplittableRandom(4));
    try (var net = open(2, false, List.of())) {
      net.train(batch, mixture, 0.1f, 0);
      var before = net.state();
      net.gradient(batch, mixture, 1);
      assertThat(net.state()).isEqualTo(before);
    }
  }

  @Test
  void operationsThatAreMaskedHaveNoTensors() {
    var allowed = new Boolean[ALL];
    Arrays.fill(allowed, true);
    allowed[3] = false;
    try (var all = open(1, false, List.of());
        var masked = open(1, false, List.of(allowed))) {
      var names = all.layout().slices().stream().map(Slice::name).toList();
      var left = masked.layout().slices().stream().map(Slice::name).toList();
      assertThat(names).containsAll(left);
      assertThat(names.stream().filter(name -> !left.contains(name)))
          .isNotEmpty()
          .allMatch(name -> name.contains("/edge0/nor_conv_3x3/"));
    }
  }

  @Test
  void maskingAnOperationOfWeightZeroChangesNoLoss() {
    var batch = Pictures.batch(8, SETTINGS.images(), 1);
    var mixture = Pictures.mixture(new SplittableRandom(4)).optionWeights();
    mixture[3] = 0;
    var allowed = new Boolean[ALL];
    Arrays.fill(allowed, true);
    allowed[3] = false;
    try (var all = open(1, false, List.of());
        var masked = open(1, false, List.of(allowed))) {
      assertThat(masked.score(batch, SampledMixture.of(mixture)).loss())
          .isCloseTo(all.score(batch, SampledMixture.of(mixture)).loss(), within(1e-5f));
    }
  }

  @Test
  void badFormsAreNamed() {
    assertThatThrownBy(() -> open(3, false, List.of()))
        .hasMessage("partial channels K must divide the 4 channels of a node, was 3");
    assertThatThrownBy(() -> open(0, false, List.of())).hasMessageContaining("at least 1, was 0");
    assertThatThrownBy(() -> open(1, false, Collections.nCopies(ALL, false)))
        .hasMessageContaining("decision 0");
    assertThatThrownBy(() -> open(1, false, List.of(true)))
        .hasMessageContaining("must have 30 flags, has 1");
  }

  private static Supernet open(int partial, boolean edges, List<Boolean> allowed) {
    var form = Pictures.mixed(partial, edges, allowed);
    return Supernet.open(SETTINGS, form, ProgramStore.at(folder), OPTIONS, 5);
  }

  private static SampledMixture split(float[] both) {
    return new SampledMixture(Arrays.copyOf(both, ALL), Arrays.copyOfRange(both, ALL, both.length));
  }
}
