package org.espalier.transforms.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.espalier.models.space.Stem;
import org.espalier.models.space.StemSettings;
import org.espalier.transforms.supernet.SupernetTraining;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SupernetSettingsTest {

  @Test
  void aStemIsAsWideAsInNetworksTrainedFromScratchUnlessItSaysOtherwise() {
    assertThat(new SupernetEvaluator.Size(16, 8, null, null).stemSettings()).isEmpty();
    assertThat(new SupernetEvaluator.Size(16, 8, "cifar", null).stemSettings())
        .hasValue(new StemSettings(Stem.CIFAR, 3));
    assertThat(new SupernetEvaluator.Size(16, 8, "imagenet", null).stemSettings())
        .hasValue(new StemSettings(Stem.IMAGENET, 1));
    assertThat(new SupernetEvaluator.Size(16, 8, "imagenet", 3).stemSettings())
        .hasValue(new StemSettings(Stem.IMAGENET, 3));
  }

  @Test
  void theRateRisesToTheCosineWhereAskedTo() {
    var falling = training(null).schedule(100);
    var rising = training(4).schedule(100);
    assertThat(falling.rate(0)).isEqualTo(0.5f);
    assertThat(rising.rate(0)).isEqualTo(0.125f);
    assertThat(rising.rate(3)).isEqualTo(falling.rate(3));
    assertThatThrownBy(() -> training(4).schedule(4))
        .hasMessage(
            "evaluator.training.learningRateWarmUpSteps must be below the 4 steps of the training, was 4");
  }

  private static SupernetTraining training(@Nullable Integer warmUp) {
    return new SupernetTraining(null, 10, 1, 16, 0.5, 0, 0.9, false, 3e-4, 5, 0, warmUp);
  }
}
