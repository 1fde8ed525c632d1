package org.espalier.transforms.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.espalier.models.operation.PoolNorm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RecipeTest {

  private static Recipe recipe(
      @Nullable Double dropPath, @Nullable String pools, @Nullable Double averageDecay) {
    return new Recipe(
        600, 10, 1, 96, 0.025, 0, 0.9, false, 3e-4, 5, 0, dropPath, 0.4, pools, averageDecay, null);
  }

  @Test
  void pathsAreDroppedMoreOftenFromEpochToEpoch() {
    var recipe = recipe(0.3, null, null);
    assertThat(recipe.dropPath(0)).isZero();
    assertThat(recipe.dropPath(300)).isEqualTo(0.15f);
    assertThat(recipe.dropPath(599)).isEqualTo((float) (0.3 * 599 / 600));
    assertThat(recipe(null, null, null).dropPath(599)).isZero();
  }

  @Test
  void averagesFollowFasterAtTheStart() {
    var recipe = recipe(null, null, 0.999);
    assertThat(recipe.averageDecay(0)).isEqualTo(0.1f);
    assertThat(recipe.averageDecay(90)).isEqualTo(0.91f);
    assertThat(recipe.averageDecay(1_000_000)).isEqualTo(0.999f);
    assertThat(recipe.optimizer().averages()).isTrue();
    assertThat(recipe(null, null, null).averageDecay(90)).isZero();
    assertThat(recipe(null, null, null).optimizer().averages()).isFalse();
  }

  @Test
  void withoutAScheduleTheRateFallsByACosineEachStep() {
    var rates = recipe(null, null, null).schedule(520);
    assertThat(rates.rate(0)).isEqualTo(0.025f);
    assertThat(rates.rate(300 * 520)).isCloseTo(0.0125f, within(1e-8f));
    assertThat(rates.rate(519)).isLessThan(0.025f).isGreaterThan(rates.rate(1039));
  }

  @Test
  void whatFollowsPoolsIsNamedAndTheRangesAreChecked() {
    assertThat(recipe(null, "affine", null).pools()).isEqualTo(PoolNorm.AFFINE);
    assertThat(recipe(null, null, null).pools()).isEqualTo(PoolNorm.NONE);
    assertThat(recipe(null, null, null).withPools(PoolNorm.PLAIN).pools())
        .isEqualTo(PoolNorm.PLAIN);
    assertThatThrownBy(() -> recipe(null, "norm", null))
        .hasMessage("poolNorm must be one of none, plain, affine, was norm");
    assertThatThrownBy(() -> recipe(1.0, null, null))
        .hasMessageContainingAll("dropPath", "[0, 1)", "1.0");
    assertThatThrownBy(() -> recipe(null, null, 1.0))
        .hasMessageContainingAll("averageDecay", "[0, 1)", "1.0");
  }
}
