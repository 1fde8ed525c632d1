package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.LoadedProgram;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainedNetworkTest {
  private static final int[] CHOICE = {3, 2, 3, 1, 4, 3};
  private static final NetworkSettings SETTINGS =
      Pictures.evaluation(OptimizerSettings.nasBench201());
  private static final Batch BATCH = Pictures.batch(32, SETTINGS.images(), 4);

  @TempDir static Path folder;

  @Test
  void runningStatisticsReachThoseOfTheBatch() {
    try (var child = open(SETTINGS, CHOICE)) {
      for (int step = 0; step < 20; step++) {
        child.train(BATCH, 0.05f, step);
      }
      for (int i = 0; i < 100; i++) {
        child.calibrate(BATCH);
      }
      assertThat(child.score(BATCH).accuracy()).isGreaterThan(0.8);
      assertThat(correct(child.infer(BATCH), BATCH.labels()))
          .isEqualTo(child.score(BATCH).correct());
    }
  }

  @Test
  void edgesThatLeadNowhereAreNoHindrance() {
    var deadEnd = new int[] {3, 2, 4, 3, 3, 0};
    try (var child = open(SETTINGS, deadEnd)) {
      assertThat(child.train(BATCH, 0.05f, 1).diverged()).isFalse();
    }
  }

  @Test
  void theExportedModelInfersLikeTheNetwork() {
    var directory = folder.resolve("model");
    try (var child = open(SETTINGS, CHOICE)) {
      child.train(BATCH, 0.05f, 1);
      var exported = child.export(directory);
      assertThatThrownBy(() -> child.export(directory)).hasMessageContaining(directory + " exists");
      try (var loaded = LoadedProgram.load(exported, LoadOptions.defaults())) {
        var images = HostArray.of(BATCH.images(), BATCH.size(), 8, 8, 3);
        var outputs = loaded.run("serving_default", Map.of("images", images));
        assertThat(outputs.get("logits").floats())
            .containsExactly(child.infer(BATCH), within(1e-4f));
        double sum = 0;
        for (float probability : outputs.get("probabilities").floats()) {
          sum += probability;
        }
        assertThat(sum).isCloseTo(BATCH.size(), within(1e-3));
      }
    }
  }

  @Test
  void aTrainedNetworkInheritsTheWeightsOfASupernet() {
    var shared = Pictures.network(OptimizerSettings.nasBench201());
    var store = ProgramStore.at(folder);
    var path = new SampledPath(CHOICE);
    try (var supernet = Supernet.open(shared, Pictures.PATH, store, LoadOptions.defaults(), 8);
        var child = open(SETTINGS, CHOICE)) {
      supernet.train(BATCH, path, 0.1f, 1);
      child.inherit(supernet.layout(), supernet.state());
      assertThat(child.score(BATCH).loss())
          .isCloseTo(supernet.score(BATCH, path).loss(), within(1e-4f));
    }
  }

  @Test
  void aCellWithoutAnyPathStillTrains() {
    try (var child = open(SETTINGS, new int[6])) {
      assertThat(child.train(BATCH, 0.1f, 1).diverged()).isFalse();
      assertThat(child.train(BATCH, 0.1f, 2).diverged()).isFalse();
    }
  }

  @Test
  void aNetworkThatDropsNoPathsRefusesToDropThem() {
    try (var child = open(SETTINGS, CHOICE)) {
      assertThatThrownBy(() -> child.train(BATCH, 0.1f, 0.2f, 1))
          .hasMessageContaining("dropPath must be 0")
          .hasMessageContaining("nb201");
    }
  }

  private static TrainedNetwork open(NetworkSettings settings, int[] choice) {
    return TrainedNetwork.open(
        settings, choice, ProgramStore.at(folder), LoadOptions.defaults(), 3);
  }

  private static int correct(float[] logits, int[] labels) {
    int classes = logits.length / labels.length;
    int correct = 0;
    for (int i = 0; i < labels.length; i++) {
      int best = 0;
      for (int k = 1; k < classes; k++) {
        best = logits[i * classes + k] > logits[i * classes + best] ? k : best;
      }
      correct += best == labels[i] ? 1 : 0;
    }
    return correct;
  }
}
