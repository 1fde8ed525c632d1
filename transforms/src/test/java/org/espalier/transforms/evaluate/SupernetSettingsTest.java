package org.espalier.transforms.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.espalier.models.graph.DecayScope;
import org.espalier.models.graph.LabelSmoothing;
import org.espalier.models.graph.LayerSettings;
import org.espalier.models.layer.Initialization;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.Stem;
import org.espalier.models.space.StemSettings;
import org.espalier.transforms.supernet.RateSettings;
import org.espalier.transforms.supernet.SupernetTraining;
import org.espalier.transforms.supernet.TrainingOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SupernetSettingsTest {

  @Test
  void aStemIsAsWideAsInNetworksTrainedFromScratchUnlessItSaysOtherwise() {
    assertThat(new SupernetSize(16, 8).size()).isEqualTo(new CellSize(16, 8));
    assertThat(stem("cifar", null)).hasValue(new StemSettings(Stem.CIFAR, 3));
    assertThat(stem("imagenet", null)).hasValue(new StemSettings(Stem.IMAGENET, 1));
    assertThat(stem("imagenet", 3)).hasValue(new StemSettings(Stem.IMAGENET, 3));
  }

  @Test
  void aSizeIsOfCellsOrOfBlocks() {
    var blocks = new SupernetSize(null, null, null, null, 0.5, List.of(1, 2), true);
    assertThat(blocks.size()).isEqualTo(new BlockSize(0.5, List.of(1, 2), true));
    assertThatThrownBy(() -> new SupernetSize(16, 8, null, null, 0.5, null, null))
        .hasMessageContaining("width must be absent with channels, cells or stem");
    assertThatThrownBy(() -> new SupernetSize(16, null, null, null, null, null, null))
        .hasMessageContaining("channels 16, cells null, width null");
    assertThatThrownBy(() -> new SupernetSize(16, 8, null, null, null, List.of(1), null))
        .hasMessageContaining("strides must be absent without width");
    assertThatThrownBy(() -> new SupernetSize(null, null, null, null, 0.0, null, null))
        .hasMessageContaining("width must be above 0 and at most 16, was 0.0");
  }

  private static Optional<StemSettings> stem(String name, @Nullable Integer multiplier) {
    return new SupernetSize(16, 8, name, multiplier, null, null, null).size().cells("darts").stem();
  }

  @Test
  void theRateRisesToTheCosineWhereAskedTo() {
    var falling = training(null).schedule(100, 10);
    var rising = training(4).schedule(100, 10);
    assertThat(falling.rate(0)).isEqualTo(0.5f);
    assertThat(rising.rate(0)).isEqualTo(0.125f);
    assertThat(rising.rate(3)).isEqualTo(falling.rate(3));
    assertThatThrownBy(() -> training(4).schedule(4, 2))
        .hasMessage(
            "evaluator.training.learningRateWarmUpSteps must be below the 4 steps of the training, was 4");
  }

  private static SupernetTraining training(@Nullable Integer warmUp) {
    return new SupernetTraining(null, 10, 1, 16, 0.5, 0, 0.9, false, 3e-4, 5, 0, warmUp);
  }

  @Test
  void theOptionsOfARecipeReachTheGraph() {
    var schedule = new RateSettings("linear", "epoch", 2, "instead", 0.1, 5);
    var options = new TrainingOptions("no-bias", "others", schedule, 0.01, 0.2, "shufflenet", 0.1);
    var training =
        new SupernetTraining(null, 10, 1, 16, 0.5, 0, 0.9, false, 3e-4, 5, 0.1, null, 0.3, options);
    assertThat(training.optimizer().decayScope()).isEqualTo(DecayScope.NO_BIAS);
    assertThat(training.optimizer().smoothing()).isEqualTo(LabelSmoothing.OTHERS);
    assertThat(training.layers())
        .isEqualTo(new LayerSettings(0.01f, 0.2f, Initialization.SHUFFLENET, 0.1f, 0.3f));
    // 20 epochs of 4 steps; the second of the rise ends at the full rate.
    var rates = training.schedule(80, 4);
    assertThat(rates.rate(3)).isEqualTo(0.3f);
    assertThat(rates.rate(7)).isEqualTo(0.5f);
    assertThat(rates.rate(8)).isEqualTo(0.5f * 13 / 15);
    assertThat(training(null).optimizer().decayScope()).isEqualTo(DecayScope.ALL);
    assertThat(training(null).layers()).isEqualTo(LayerSettings.DEFAULTS);
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    assertThatThrownBy(() -> new RateSettings("cosine", "step", null, "before", null, null))
        .hasMessageContainingAll("rise", "warmUpEpochs", "before");
    assertThatThrownBy(() -> new RateSettings("cosine", "step", 2, "scaled", 0.1, null))
        .hasMessageContainingAll("start", "instead or before", "0.1");
    assertThatThrownBy(() -> new TrainingOptions("biases", null, null, null, null, null, null))
        .hasMessage("weightDecayOn must be one of all, no-bias, no-norm, kernels, was biases");
    var schedule = new RateSettings("cosine", "step", 2, "before", 0.1, null);
    var options = new TrainingOptions(null, null, schedule, null, null, null, null);
    assertThatThrownBy(
            () ->
                new SupernetTraining(
                    null, 10, 1, 16, 0.5, 0, 0.9, false, 3e-4, 5, 0.1, 3, null, options))
        .hasMessageContainingAll("learningRateWarmUpSteps", "options.schedule", "3");
  }
}
