package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.DecayScope;
import org.espalier.models.graph.LabelSmoothing;
import org.espalier.models.graph.LayerSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.layer.Initialization;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.LoadedProgram;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.testing.Pictures;
import org.espalier.schemas.SupernetForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options of recipes on an nb201 network of four channels. */
final class RecipeOptionsTest {
  private static final int[] PATH = {3, 2, 1, 0, 4, 2};
  private static final Batch BATCH = Pictures.batch(8, Pictures.TINY, 1);

  @TempDir static Path folder;

  @Test
  void smoothingToTheOthersIsUniformSmoothingOfMore() {
    // Of four classes, 0.15 to the three others is 0.2 to all four.
    float others = firstLoss(0.15f, LabelSmoothing.OTHERS);
    assertThat(others).isCloseTo(firstLoss(0.2f, LabelSmoothing.UNIFORM), within(1e-6f));
    assertThat(others).isNotCloseTo(firstLoss(0.15f, LabelSmoothing.UNIFORM), within(1e-4f));
  }

  private static float firstLoss(float epsilon, LabelSmoothing smoothing) {
    var optimizer =
        new OptimizerSettings(0, false, 0, DecayScope.ALL, 0, epsilon, smoothing, false);
    try (var net = open(optimizer, LayerSettings.DEFAULTS)) {
      return net.train(BATCH, 0.1f, 1).loss();
    }
  }

  @Test
  void decayWithoutBiasesReachesScalesButNoOffsets() {
    float decay = 0.5f;
    var optimizer =
        new OptimizerSettings(
            0, false, decay, DecayScope.NO_BIAS, 0, 0, LabelSmoothing.UNIFORM, false);
    try (var plain = open(Pictures.PLAIN, LayerSettings.DEFAULTS);
        var net = open(optimizer, LayerSettings.DEFAULTS)) {
      var before = plain.state();
      plain.train(BATCH, 0.1f, 1);
      net.train(BATCH, 0.1f, 1);
      var without = plain.state();
      var with = net.state();
      for (var slice : net.layout().slices()) {
        if (slice.kind().trained()) {
          boolean decays = !slice.name().endsWith("/offset") && !slice.name().endsWith("/bias");
          int at = slice.offset();
          float expected = without[at] - (decays ? 0.1f * decay * before[at] : 0);
          assertThat(with[at]).as(slice.name()).isCloseTo(expected, within(1e-6f));
        }
      }
    }
  }

  @Test
  void averagesFollowTheWeightsAndAreWhatInfersAndIsExported() {
    var optimizer =
        new OptimizerSettings(0.9f, false, 0, DecayScope.ALL, 0, 0, LabelSmoothing.UNIFORM, true);
    try (var net = open(optimizer, LayerSettings.DEFAULTS)) {
      var kernel = net.layout().slice("stem/kernel");
      var average = net.layout().slice("stem/kernel/average");
      var variance = net.layout().slice("stem/variance");
      var ofVariance = net.layout().slice("stem/variance/average");
      var before = net.state();
      net.train(BATCH, 0.1f, 0, 0.75f, 1);
      var after = net.state();
      assertThat(after[kernel.offset()]).isNotEqualTo(before[kernel.offset()]);
      assertThat(after[average.offset()])
          .isCloseTo(
              0.75f * before[kernel.offset()] + 0.25f * after[kernel.offset()], within(1e-6f));
      assertThat(after[ofVariance.offset()])
          .isCloseTo(0.75f + 0.25f * after[variance.offset()], within(1e-6f));

      var logits = net.infer(BATCH);
      var exported = net.export(folder.resolve("averages"));
      try (var loaded = LoadedProgram.load(exported, LoadOptions.defaults())) {
        var images = HostArray.of(BATCH.images(), BATCH.size(), 8, 8, 3);
        var outputs = loaded.run("serving_default", Map.of("images", images));
        assertThat(outputs.get("logits").floats()).containsExactly(logits, within(1e-5f));
      }
      net.assign(net.layout().averaged(after));
      assertThat(net.infer(BATCH)).as("averages are read, not weights").isEqualTo(logits);
      net.assign(after);
      net.train(BATCH, 0, 0, 0, 2);
      assertThat(net.infer(BATCH)).as("averages that keep nothing").isNotEqualTo(logits);
      assertThatThrownBy(() -> net.train(BATCH, 0.1f, 0, 1, 1))
          .hasMessageContainingAll("averageDecay", "[0, 1)", "1.0");
    }
    try (var net = open(Pictures.PLAIN, LayerSettings.DEFAULTS)) {
      assertThat(net.layout().slices()).noneMatch(slice -> slice.name().endsWith("/average"));
      assertThatThrownBy(() -> net.train(BATCH, 0.1f, 0, 0.9f, 1))
          .hasMessageContainingAll("averageDecay", "no averages are kept", "0.9");
    }
  }

  @Test
  void evaluationCountsByRunningStatisticsAndTheFiveLikeliest() {
    try (var net = open(Pictures.PLAIN, LayerSettings.DEFAULTS)) {
      net.train(BATCH, 0.1f, 1);
      var evaluated = net.evaluate(BATCH);
      var logits = net.infer(BATCH);
      int correct = 0;
      double loss = 0;
      for (int image = 0; image < BATCH.size(); image++) {
        var row = Arrays.copyOfRange(logits, 4 * image, 4 * image + 4);
        int label = BATCH.labels()[image];
        double sum = 0;
        boolean best = true;
        for (float logit : row) {
          sum += Math.exp(logit);
          best &= logit <= row[label];
        }
        correct += best ? 1 : 0;
        loss += (Math.log(sum) - row[label]) / BATCH.size();
      }
      assertThat(evaluated.correct()).isEqualTo(correct);
      assertThat(evaluated.loss()).isCloseTo((float) loss, within(1e-4f));
      assertThat(evaluated.correctTop5()).as("of four classes").isEqualTo(BATCH.size());
    }
  }

  @Test
  void epsilonAndMomentumOfNormalizationAreThoseOfTheRecipe() {
    var slow = new LayerSettings(1e-5f, 0.02f, Initialization.PYTORCH, 0, 0);
    var smooth = new LayerSettings(1, 0.1f, Initialization.PYTORCH, 0, 0);
    try (var net = open(Pictures.PLAIN, LayerSettings.DEFAULTS);
        var slower = open(Pictures.PLAIN, slow);
        var smoother = open(Pictures.PLAIN, smooth)) {
      var fresh = net.infer(BATCH);
      assertThat(smoother.infer(BATCH)).isNotEqualTo(fresh);
      assertThat(slower.infer(BATCH)).isEqualTo(fresh);
      net.train(BATCH, 0, 1);
      slower.train(BATCH, 0, 1);
      int mean = net.layout().slice("stem/mean").offset();
      assertThat(slower.state()[mean]).isCloseTo(net.state()[mean] / 5, within(1e-6f)).isNotZero();
      // Calibration moves a tenth of the way whatever training does.
      float left = slower.state()[mean];
      slower.calibrate(BATCH);
      assertThat(slower.state()[mean]).isCloseTo(0.9f * left + net.state()[mean], within(1e-5f));
    }
  }

  @Test
  void droppedFeaturesDependOnTheSeedAndAreNotDroppedInScores() {
    var dropping = new LayerSettings(1e-5f, 0.1f, Initialization.PYTORCH, 0.5f, 0);
    try (var net = open(Pictures.PLAIN, dropping);
        var plain = open(Pictures.PLAIN, LayerSettings.DEFAULTS)) {
      assertThat(net.score(BATCH).loss()).isEqualTo(plain.score(BATCH).loss());
      float once = net.train(BATCH, 0, 1).loss();
      assertThat(net.train(BATCH, 0, 1).loss()).isEqualTo(once);
      assertThat(net.train(BATCH, 0, 2).loss()).isNotEqualTo(once);
      assertThat(plain.train(BATCH, 0, 1).loss()).isNotEqualTo(once);
    }
  }

  @Test
  void pathsAreDroppedInTheStepsOfASupernetButNotInItsScores() {
    var dropping = new LayerSettings(1e-5f, 0.1f, Initialization.PYTORCH, 0, 0.3f);
    checkDropping(dropping, Pictures.PATH, new SampledPath(PATH));
    checkDropping(dropping, Pictures.MIXED, Pictures.mixture(new SplittableRandom(1)));
  }

  private static void checkDropping(LayerSettings dropping, SupernetForm form, Sample sample) {
    try (var net = supernet(dropping, form);
        var plain = supernet(LayerSettings.DEFAULTS, form)) {
      assertThat(net.score(BATCH, sample).loss()).isEqualTo(plain.score(BATCH, sample).loss());
      var once = net.gradient(BATCH, sample, 1);
      assertThat(net.gradient(BATCH, sample, 1).gradient()).isEqualTo(once.gradient());
      assertThat(net.gradient(BATCH, sample, 2).loss()).isNotEqualTo(once.loss());
      assertThat(plain.gradient(BATCH, sample, 2).loss())
          .isEqualTo(plain.gradient(BATCH, sample, 1).loss());
    }
  }

  private static Supernet supernet(LayerSettings layers, SupernetForm form) {
    var search = Pictures.network(Pictures.PLAIN);
    var settings =
        new NetworkSettings(search.network(), search.images(), search.optimizer(), layers);
    return Supernet.open(settings, form, ProgramStore.at(folder), LoadOptions.defaults(), 3);
  }

  private static TrainedNetwork open(OptimizerSettings optimizer, LayerSettings layers) {
    var plain = Pictures.evaluation(optimizer);
    var settings = new NetworkSettings(plain.network(), plain.images(), optimizer, layers);
    return TrainedNetwork.open(settings, PATH, ProgramStore.at(folder), LoadOptions.defaults(), 3);
  }
}
