package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.espalier.models.space.SearchSpaces;
import org.junit.jupiter.api.Test;

class EdgeWeightsTest {

  private static final double STEP = 1e-4;

  @Test
  void theWeightsOfEdgesSumToOneAtEachNodeAndTheirGradientIsThatOfFiniteDifferences() {
    var space = SearchSpaces.named("darts");
    var random = new SplittableRandom(6);
    var logits = new double[space.decisions().size()];
    Arrays.setAll(logits, i -> random.nextGaussian());
    var outputGradient = random.doubles(logits.length, -1, 1).toArray();
    var weights = EdgeWeights.of(logits, space);
    // Two cells with four nodes each.
    assertThat(Arrays.stream(weights.values()).sum()).isCloseTo(8, within(1e-9));
    var gradient = weights.gradient(outputGradient);
    for (var i = 0; i < logits.length; i++) {
      var more = logits.clone();
      var less = logits.clone();
      more[i] += STEP;
      less[i] -= STEP;
      var slope = 0.0;
      for (var j = 0; j < logits.length; j++) {
        var difference =
            EdgeWeights.of(more, space).values()[j] - EdgeWeights.of(less, space).values()[j];
        slope += outputGradient[j] * difference / (2 * STEP);
      }
      assertThat(gradient[i]).isCloseTo(slope, within(1e-6));
    }
  }
}
