package org.espalier.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.espalier.models.layer.Slice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DecayScopeTest {

  /** A kernel, a bias of a linear layer, scale and offset of a normalization. */
  @ParameterizedTest
  @CsvSource({
    "all, true, true, true, true",
    "no-bias, true, false, true, false",
    "no-norm, true, true, false, false",
    "kernels, true, false, false, false"
  })
  void eachScopeHasItsTensors(
      String label, boolean kernel, boolean bias, boolean scale, boolean offset) {
    var scope = DecayScope.named(label);
    assertThat(scope.includes(slice("layer/kernel", Slice.Kind.KERNEL))).isEqualTo(kernel);
    assertThat(scope.includes(slice("classifier/bias", Slice.Kind.BIAS))).isEqualTo(bias);
    assertThat(scope.includes(slice("layer/scale", Slice.Kind.NORMALIZATION))).isEqualTo(scale);
    assertThat(scope.includes(slice("layer/offset", Slice.Kind.NORMALIZATION))).isEqualTo(offset);
    assertThat(scope.includes(slice("layer/mean", Slice.Kind.STATISTIC))).isFalse();
  }

  private static Slice slice(String name, Slice.Kind kind) {
    return new Slice(name, kind, -1, -1, 0, 0, List.of(1));
  }
}
