package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.numbers.Floats;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.ToySpace;
import org.espalier.models.testing.FiniteDifferences;
import org.espalier.models.testing.Pictures;
import org.espalier.schemas.SupernetForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A space of layers with 2, 3 and 4 options is searched by nothing but what it describes. */
final class ToyNetworksTest {
  private static final SearchSpace SPACE = new ToySpace();
  private static final int ALL = 9;

  @TempDir static Path folder;

  @Test
  void aPathGivesTheSameStepsAsItsNetworkAloneWhateverTheOptions() {
    var settings = settings(new OptimizerSettings(0.9f, true, 5e-4f, true, 2f, 0));
    try (var supernet = open(settings, Pictures.PATH)) {
      for (var genotype : SPACE.all().filter(each -> each.hashCode() % 5 == 0).toList()) {
        var path = SPACE.encoding(genotype);
        supernet.assign(supernet.layout().initial(5));
        try (var alone = alone(settings, path)) {
          for (int step = 0; step < 2; step++) {
            var batch = batch(step);
            var mine = supernet.train(batch, new SampledPath(path), 0.05f, step);
            assertThat(mine.loss())
                .isCloseTo(alone.train(batch, 0.05f, step).loss(), within(1e-4f));
          }
        }
      }
    }
  }

  @Test
  void aMixtureHasTheRaggedGradientOfItsLoss() {
    var weights = new float[ALL + 3];
    for (int at = 0; at < weights.length; at++) {
      weights[at] = 0.2f + 0.05f * at;
    }
    var batch = batch(1);
    try (var mixed = open(settings(Pictures.PLAIN), Pictures.mixed(1, true, List.of()))) {
      var gradient = mixed.gradient(batch, split(weights), 0).gradient();
      assertThat(gradient).hasSize(ALL + 3);
      FiniteDifferences.assertAgree(
          "toy", weights, gradient, 1e-3, 0.05, moved -> mixed.score(batch, split(moved)).loss());
    }
  }

  @Test
  void gatesHaveTheGradientOfTheMixture() {
    var settings = settings(Pictures.PLAIN);
    var batch = batch(2);
    try (var supernet = open(settings, Pictures.PATH);
        var mixed = open(settings, Pictures.MIXED)) {
      for (var path : new int[][] {{0, 1, 3}, {1, 0, 2}, {1, 2, 0}}) {
        var gates = supernet.gradient(batch, supernet.only(path), 0);
        var mixture = mixed.gradient(batch, mixed.only(path), 0);
        assertThat(gates.loss()).isCloseTo(mixture.loss(), within(1e-4f));
        for (int decision = 0; decision < 3; decision++) {
          assertThat(gates.gradient()[decision])
              .isCloseTo(
                  mixture.gradient()[SPACE.options().at(decision, path[decision])], within(1e-3f));
        }
      }
    }
  }

  @Test
  void anArchitectureIsTrainedDerivedAndExported() {
    var settings = settings(OptimizerSettings.nasBench201());
    var batch = batch(3);
    var uniform = new float[ALL];
    Arrays.fill(uniform, 0.4f);
    try (var mixed = open(settings, Pictures.MIXED)) {
      var first = mixed.score(batch, SampledMixture.of(uniform)).loss();
      for (int step = 0; step < 40; step++) {
        mixed.train(batch, SampledMixture.of(uniform), 0.05f, step);
      }
      assertThat(mixed.score(batch, SampledMixture.of(uniform)).loss()).isLessThan(first / 2);
      var step = mixed.gradient(batch, SampledMixture.of(uniform), 0);
      var scores = Floats.doubles(step.gradient());
      var derived = SPACE.derive(scores, OptionMask.all(SPACE.options()));
      try (var alone = alone(settings, SPACE.encoding(derived))) {
        alone.inherit(mixed.layout(), mixed.state());
        assertThat(alone.score(batch).loss())
            .isCloseTo(
                mixed.score(batch, mixed.only(SPACE.encoding(derived))).loss(), within(1e-4f));
        assertThat(alone.export(folder.resolve("toy")).directory()).isDirectory();
      }
    }
  }

  /** The layer that widens cannot pass its input on as zeros of its own width. */
  @Test
  void anOptionThatIsMaskedGivesZerosOfTheWidthOfItsLayer() {
    var allowed = List.of(true, false, true, true, true, true, true, true, true);
    var form = SupernetForm.newBuilder().setMixed(false).setAllowed(allowed).build();
    try (var supernet = open(settings(Pictures.PLAIN), form)) {
      var batch = batch(4);
      var there = new SampledPath(new int[] {0, 0, 2});
      var masked = new SampledPath(new int[] {1, 0, 2});
      assertThat(supernet.train(batch, there, 0.05f, 1).diverged()).isFalse();
      var step = supernet.trainWithGradient(batch, masked, 0.05f, 1);
      assertThat(step.diverged()).isFalse();
      assertThat(step.gradient()[0]).isZero();
    }
  }

  @Test
  void partOfTheChannelsCannotPassByALayerThatWidens() {
    assertThatThrownBy(() -> open(settings(Pictures.PLAIN), Pictures.mixed(2, false, List.of())))
        .hasMessageContaining("layer0")
        .hasMessageContaining("4 channels")
        .hasMessageContaining("8");
  }

  private static SampledMixture split(float[] both) {
    return new SampledMixture(Arrays.copyOf(both, ALL), Arrays.copyOfRange(both, ALL, both.length));
  }

  private static NetworkSettings settings(OptimizerSettings optimizer) {
    return Pictures.search(SPACE, new CellSize(4, 3), Pictures.TINY, optimizer);
  }

  private static Batch batch(long seed) {
    return Pictures.batch(32, Pictures.TINY, seed);
  }

  private static Supernet open(NetworkSettings settings, SupernetForm form) {
    return Supernet.open(settings, form, ProgramStore.at(folder), LoadOptions.defaults(), 5);
  }

  private static TrainedNetwork alone(NetworkSettings settings, int[] path) {
    var store = ProgramStore.at(folder);
    return TrainedNetwork.open(settings, path, store, LoadOptions.defaults(), 5);
  }
}
