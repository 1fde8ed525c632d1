package org.espalier.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Softmax;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionMaddsTest {

  @ParameterizedTest
  @ValueSource(strings = {"nb201", "shufflenet", "proxyless", "mobilenetv3"})
  void theOptionsOfAnArchitectureAddUpToItsCost(String name) {
    var space = SearchSpaces.named(name);
    for (var target : new Target[] {Target.of("cifar10"), Target.of("imagenet")}) {
      var madds = space.optionMadds(target);
      for (int seed = 0; seed < 5; seed++) {
        var genotype = space.random(new SplittableRandom(seed));
        var cost = space.cost(genotype, target, CountingRule.CONV_FC);
        assertThat(madds.of(space.encoding(genotype))).isEqualTo((double) cost.madds());
      }
    }
  }

  @Test
  void theExpectedOnesAreTheMeanOverDraws() {
    var space = SearchSpaces.named("proxyless");
    var madds = space.optionMadds(Target.of("imagenet"));
    var alpha = new double[space.options().size()];
    Arrays.setAll(alpha, Math::sin);
    var p = Softmax.of(alpha, OptionMask.all(space.options()));
    var random = new SplittableRandom(3);
    int draws = 20_000;
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      double one = madds.of(p.draw(random)) / 1e6;
      sum += one;
      squares += one * one;
    }
    double mean = sum / draws;
    double error = Math.sqrt((squares / draws - mean * mean) / draws);
    // Six standard errors: fails once in 5e8 runs.
    assertThat(madds.expected(p.values()) / 1e6).isCloseTo(mean, within(6 * error));
  }

  @Test
  void optionsCostWhatTheAuthorsOfDsnasCount() {
    var madds = SearchSpaces.named("shufflenet").optionMadds(Target.of("imagenet"));
    // The first and the last block of the table in their code.
    assertThat(Arrays.copyOf(madds.options(), 4))
        .containsExactly(13_396_992, 15_805_440, 19_418_112, 13_146_112);
    assertThat(Arrays.copyOfRange(madds.options(), 76, 80))
        .containsExactly(10_176_320, 10_427_200, 10_803_520, 15_476_160);
  }
}
