package org.espalier.transforms.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.Stem;
import org.espalier.models.space.StemSettings;
import org.espalier.transforms.supernet.SupernetTraining;
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
