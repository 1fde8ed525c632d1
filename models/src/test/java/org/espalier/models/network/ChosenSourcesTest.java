package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.layer.LayerCounter;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that choose what they read. A path is two sources, then two operations. */
final class ChosenSourcesTest {

  private static final ChoosingNetwork NETWORK = new ChoosingNetwork(Pictures.TINY.input());
  private static final NetworkSettings SETTINGS =
      new NetworkSettings(
          NETWORK, Pictures.TINY, new OptimizerSettings(0.9f, true, 5e-4f, true, 2f, 0));

  @TempDir static Path folder;

  private static Supernet open() {
    return Supernet.open(
        SETTINGS, Pictures.PATH, ProgramStore.at(folder), LoadOptions.defaults(), 5);
  }

  @Test
  void aPathGivesTheSameStepsAsItsNetworkAloneAndLeavesAllElseAsItIs() {
    var twice = new int[] {1, 1, 2, 2};
    var paths =
        List.of(
            twice,
            new int[] {0, 0, 1, 1},
            new int[] {0, 1, 1, 1},
            new int[] {0, 0, 2, 1},
            new int[] {1, 0, 3, 0},
            new int[] {1, 1, 3, 3});
    try (var supernet = open()) {
      for (var path : paths) {
        supernet.assign(supernet.layout().initial(5));
        var before = weights(supernet);
        try (var alone =
            TrainedNetwork.open(
                SETTINGS, path, ProgramStore.at(folder), LoadOptions.defaults(), 5)) {
          for (int step = 0; step < 3; step++) {
            var batch = Pictures.batch(8, SETTINGS.images(), step);
            var sample = new SampledPath(path);
            assertThat(supernet.score(batch, sample).loss())
                .isCloseTo(alone.score(batch).loss(), within(1e-4f));
            assertThat(supernet.train(batch, sample, 0.05f, step).loss())
                .isCloseTo(alone.train(batch, 0.05f, step).loss(), within(1e-4f));
          }
          var expected = weights(alone);
          for (var slice : supernet.layout().slices()) {
            assertThat(supernet.touches(slice, new SampledPath(path)))
                .as("%s of %s", slice.name(), Arrays.toString(path))
                .isEqualTo(expected.containsKey(slice.name().replace("/momentum", "")));
          }
          weights(supernet)
              .forEach(
                  (name, values) -> {
                    var same = expected.getOrDefault(name, before.get(name));
                    assertThat(values)
                        .as("%s of %s", name, Arrays.toString(path))
                        .containsExactly(same, within(expected.containsKey(name) ? 1e-4f : 0f));
                  });
        }
      }
    }
  }

  @Test
  void eitherInputTrainsTheModulesThatBothShare() {
    try (var supernet = open()) {
      train(supernet, 0, 1, 1, 2);
      var one = weights(supernet);
      supernet.assign(supernet.layout().initial(5));
      train(supernet, 1, 0, 2, 1);
      weights(supernet)
          .forEach(
              (name, values) ->
                  assertThat(values).as(name).containsExactly(one.get(name), within(1e-5f)));
    }
  }

  private static void train(Supernet supernet, int... path) {
    for (int step = 0; step < 2; step++) {
      var batch = Pictures.batch(8, SETTINGS.images(), step);
      supernet.train(batch, new SampledPath(path), 0.05f, step);
    }
  }

  @Test
  void twoEqualInputsAreOneModuleWhoseOutputCountsTwice() {
    var batch = Pictures.batch(8, SETTINGS.images(), 1);
    try (var supernet = open()) {
      // Pools have no tensors: twice a pool is that pool beside itself.
      var twice = supernet.score(batch, new SampledPath(new int[] {0, 0, 3, 3})).loss();
      var once = supernet.score(batch, new SampledPath(new int[] {0, 0, 3, 0})).loss();
      assertThat(twice).isNotCloseTo(once, within(1e-5f));
    }
    var equal = LayerCounter.cost(NETWORK, new int[] {0, 0, 2, 2}, CountingRule.CONV);
    var single = LayerCounter.cost(NETWORK, new int[] {0, 1, 2, 0}, CountingRule.CONV);
    var both = LayerCounter.cost(NETWORK, new int[] {0, 1, 2, 2}, CountingRule.CONV);
    assertThat(equal).isEqualTo(single);
    assertThat(both.parameters()).isGreaterThan(equal.parameters());
  }

  @Test
  void optionsOfSuchNodesAreNotMixed() {
    assertThatThrownBy(
            () ->
                Supernet.open(
                    SETTINGS, Pictures.MIXED, ProgramStore.at(folder), LoadOptions.defaults(), 5))
        .hasMessageContaining("cannot be mixed");
  }

  /** Trained tensors by name. */
  private static Map<String, float[]> weights(LoadedNetwork network) {
    var state = network.state();
    var weights = new HashMap<String, float[]>();
    for (var slice : network.layout().slices()) {
      if (slice.kind().trained()) {
        weights.put(slice.name(), Arrays.copyOfRange(state, slice.offset(), slice.end()));
      }
    }
    return weights;
  }
}
