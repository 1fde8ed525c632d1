package org.espalier.models.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.schemas.Genotype;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every space of edges must do; a new one is tested by being listed. */
class EdgeSpaceContractTest {

  static List<EdgeSpace> spaces() {
    return SearchSpaces.all().stream()
        .filter(EdgeSpace.class::isInstance)
        .map(EdgeSpace.class::cast)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void aDecisionIsAnEdgeAndNoneIsAnOperation(EdgeSpace space) {
    assertThat(space.edges()).hasSize(space.decisions()).doesNotHaveDuplicates();
    assertThat(space.operations().get(space.none())).isEqualTo("none");
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void anArchitectureIsDerivedFromStrengthsThatFavourIt(EdgeSpace space) {
    var random = new SplittableRandom(3);
    for (int draw = 0; draw < 100; draw++) {
      var genotype = space.random(random);
      var optionScores = random.doubles(cells(space)).map(value -> value / 2).toArray();
      favour(space, genotype, optionScores);
      assertThat(space.derive(optionScores, all(space))).isEqualTo(genotype);
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void anOperationThatIsNotAllowedIsNotDerived(EdgeSpace space) {
    var optionScores = new double[cells(space)];
    var allowed = all(space);
    int last = space.operations().size() - 1;
    for (int edge = 0; edge < space.decisions(); edge++) {
      optionScores[edge * space.operations().size() + last] = 1;
      allowed[edge * space.operations().size() + last] = false;
    }
    assertThat(space.derive(optionScores, allowed).getEncoding()).doesNotContain(last);
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void strengthsThatAreNoNumbersOrNotEnoughAreRefused(EdgeSpace space) {
    var optionScores = new double[cells(space)];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.derive(new double[3], all(space)))
        .withMessageContaining("had 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.derive(optionScores, new boolean[optionScores.length]))
        .withMessageContaining("allowed");
    optionScores[space.operations().size() + 2] = Double.NaN;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.derive(optionScores, all(space)))
        .withMessageContaining("NaN")
        .withMessageContaining("edge 1");
  }

  private static void favour(EdgeSpace space, Genotype genotype, double[] optionScores) {
    for (int edge = 0; edge < space.decisions(); edge++) {
      optionScores[edge * space.operations().size() + genotype.getEncoding().get(edge)] = 1;
    }
  }

  private static int cells(EdgeSpace space) {
    return space.decisions() * space.operations().size();
  }

  private static boolean[] all(EdgeSpace space) {
    var allowed = new boolean[cells(space)];
    Arrays.fill(allowed, true);
    return allowed;
  }
}
