package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.espalier.models.numbers.AdamSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings at the ends of their ranges are taken, those beyond are named with range and value. */
final class SettingsOfMethodsTest {

  private static final AdamSettings ADAM = new AdamSettings(0.1, 0.5, 0.999, 0, 0);
  private static final Temperature WARM = new Temperature(10, 0.1);

  @Test
  void theEndsOfTheRangesAreTaken() {
    assertThatCode(
            () -> {
              new Darts(1, false, true, ADAM);
              new PcDarts(1, 0, 1, true, ADAM);
              new Snas(1, WARM, 0, ADAM, true);
              new Gdas(1, WARM, ADAM, true);
              dsnas(1, 0, 0, 1, 0, 0, 0);
              dsnas(1, 0, 0, Double.MIN_VALUE, 0, 1, 0);
              enas(1, 0, 1, 1, Double.MIN_VALUE, 0, 0, 0);
              proxyless(1, 0, 1);
              new PathRewards(1, 0);
            })
        .doesNotThrowAnyException();
  }

  static Stream<Arguments> beyond() {
    return Stream.of(
        beyond(() -> new Darts(0, false, true, ADAM), "epochs", "at least 1", "0"),
        beyond(() -> new PcDarts(0, 0, 1, true, ADAM), "epochs", "at least 1", "0"),
        beyond(() -> new PcDarts(1, -1, 1, true, ADAM), "warmUpEpochs", "[0, epochs)", "-1"),
        beyond(() -> new PcDarts(1, 1, 1, true, ADAM), "warmUpEpochs", "[0, epochs)", "1"),
        beyond(() -> drnas(1, 1), "warmUpEpochs", "each stage, [2, 1]", "1"),
        beyond(() -> new PcDarts(1, 0, 0, true, ADAM), "partialChannels", "at least 1", "0"),
        beyond(() -> new Snas(0, WARM, 0, ADAM, true), "epochs", "at least 1", "0"),
        beyond(() -> new Snas(1, WARM, -1, ADAM, true), "costWeight", "at least 0", "-1.0"),
        beyond(() -> new Gdas(0, WARM, ADAM, true), "epochs", "at least 1", "0"),
        beyond(() -> new Temperature(0, 1), "first", "above 0", "0.0"),
        beyond(() -> new Temperature(1, 0), "last", "above 0", "0.0"),
        beyond(() -> dsnas(0, 0, 0, 1, 0, 0, 0), "epochs", "at least 1", "0"),
        beyond(() -> dsnas(1, -1, 0, 1, 0, 0, 0), "warmUpEpochs", "[0, epochs)", "-1"),
        beyond(() -> dsnas(1, 1, 0, 1, 0, 0, 0), "warmUpEpochs", "[0, epochs)", "1"),
        beyond(() -> dsnas(1, 0, -1, 1, 0, 0, 0), "weightEpochs", "at least 0", "-1"),
        beyond(() -> dsnas(1, 0, 0, 0, 0, 0, 0), "stopMargin", "(0, 1]", "0.0"),
        beyond(() -> dsnas(1, 0, 0, 1.5, 0, 0, 0), "stopMargin", "(0, 1]", "1.5"),
        beyond(() -> dsnas(1, 0, 0, 1, -1, 0, 0), "costWeight", "at least 0", "-1.0"),
        beyond(() -> dsnas(1, 0, 0, 1, 0, 1.5, 0), "costLimit", "[0.0, 1.0]", "1.5"),
        beyond(() -> dsnas(1, 0, 0, 1, 0, 0, -1), "sandwichInterval", "at least 0", "-1"),
        beyond(() -> proxyless(0, 0, 1), "epochs", "at least 1", "0"),
        beyond(() -> proxyless(1, -1, 1), "warmUpEpochs", "[0, epochs)", "-1"),
        beyond(() -> proxyless(1, 1, 1), "warmUpEpochs", "[0, epochs)", "1"),
        beyond(() -> proxyless(1, 0, 0), "architectureInterval", "at least 1", "0"),
        beyond(() -> new PathRewards(0, 0), "samples", "at least 1", "0"),
        beyond(() -> new PathRewards(1, 1), "baseline", "[0, 1)", "1.0"),
        beyond(() -> enas(0, 0, 1, 1, 0.1, 0, 0, 0), "epochs", "at least 1", "0"),
        beyond(() -> enas(1, -1, 1, 1, 0.1, 0, 0, 0), "warmUpEpochs", "[0, epochs)", "-1"),
        beyond(() -> enas(1, 1, 1, 1, 0.1, 0, 0, 0), "warmUpEpochs", "[0, epochs)", "1"),
        beyond(() -> enas(1, 0, 0, 1, 0.1, 0, 0, 0), "hidden", "at least 1", "0"),
        beyond(() -> enas(1, 0, 1, 0, 0.1, 0, 0, 0), "controllerEvery", "at least 1", "0"),
        beyond(() -> enas(1, 0, 1, 1, 0, 0, 0, 0), "learningRate", "above 0", "0.0"),
        beyond(() -> enas(1, 0, 1, 1, 0.1, -1, 0, 0), "entropy", "at least 0", "-1.0"),
        beyond(() -> enas(1, 0, 1, 1, 0.1, 0, 1, 0), "baseline", "[0, 1)", "1.0"),
        beyond(() -> enas(1, 0, 1, 1, 0.1, 0, -0.5, 0), "baseline", "[0, 1)", "-0.5"),
        beyond(() -> enas(1, 0, 1, 1, 0.1, 0, 0, -1), "finalCandidates", "at least 0", "-1"));
  }

  @ParameterizedTest
  @MethodSource("beyond")
  void whatIsBeyondIsNamed(ThrowingCallable makes, String key, String range, String value) {
    assertThatThrownBy(makes)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(key, range, value);
  }

  private static Arguments beyond(ThrowingCallable makes, String key, String range, String value) {
    return Arguments.of(makes, key, range, value);
  }

  private static DrNas drnas(int last, int warmUp) {
    return new DrNas(List.of(2, last), List.of(1, 1), List.of(5, 3), warmUp, ADAM, "l2", 0, true);
  }

  private static Dsnas dsnas(
      int epochs, int warmUp, int weights, double margin, double cost, double limit, int sandwich) {
    return new Dsnas(epochs, warmUp, weights, margin, cost, limit, ADAM, true, sandwich);
  }

  private static Proxyless proxyless(int epochs, int warmUp, int interval) {
    return new Proxyless(epochs, warmUp, interval, "two", null, null, ADAM);
  }

  private static Enas enas(
      int epochs,
      int warmUp,
      int hidden,
      int every,
      double rate,
      double entropy,
      double baseline,
      int candidates) {
    return new Enas(epochs, warmUp, hidden, every, rate, entropy, baseline, candidates);
  }
}
