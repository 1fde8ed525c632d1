package org.espalier.models.network;

import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.layer.Slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
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
    var mixture = Pictures.mixtures(random, 1).get(0).operations();
    var both = Arrays.copyOf(mixture, ALL + Pictures.EDGES);
    for (int i = ALL; i < both.length; i++) {
      both[i] = 0.3f + 0.4f * (float) random.nextDouble();
    }
    try (var net = open(2, true, List.of())) {
      var gradient = net.gradient(batch, split(both), 0).gradient();
      Slopes.assertAgree(
          "partial",
          both,
          floats(gradient),
          5e-4,
          0.05,
          moved -> net.score(batch, split(moved)).loss());
    }
  }

  @Test
  void aPassWithoutAStepChangesNothing() {
    var batch = Pictures.batch(8, SETTINGS.images(), 1);
    var mixture = Pictures.mixtures(new SplittableRandom(4), 1).get(0);
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
    var mixture = Pictures.mixtures(new SplittableRandom(4), 1).get(0).operations();
    mixture[3] = 0;
    var allowed = new Boolean[ALL];
    Arrays.fill(allowed, true);
    allowed[3] = false;
    try (var all = open(1, false, List.of());
        var masked = open(1, false, List.of(allowed))) {
      assertThat(masked.score(batch, Mixture.of(mixture)).loss())
          .isCloseTo(all.score(batch, Mixture.of(mixture)).loss(), within(1e-5f));
    }
  }

  @Test
  void badFormsAreNamed() {
    assertThatThrownBy(() -> open(3, false, List.of()))
        .hasMessage("partial channels K must divide the 4 channels of a cell, was 3");
    assertThatThrownBy(() -> open(1, false, Collections.nCopies(ALL, false)))
        .hasMessage("edge 0 has no operation left: at least one must be allowed");
    assertThatThrownBy(() -> open(1, false, List.of(true)))
        .hasMessageContaining("allowed must have 30 flags");
  }

  private static MixedSupernet open(int partial, boolean edges, List<Boolean> allowed) {
    return MixedSupernet.open(
        SETTINGS, partial, edges, allowed, ProgramStore.at(folder), OPTIONS, 5);
  }

  private static Mixture split(float[] both) {
    return new Mixture(Arrays.copyOf(both, ALL), Arrays.copyOfRange(both, ALL, both.length));
  }

  private static float[] floats(List<Float> values) {
    var floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }
}
