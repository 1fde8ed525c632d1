package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.espalier.models.space.EdgeSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.SupernetForm;
import org.junit.jupiter.api.Test;

class DerivationTest {

  private static final EdgeSpace SPACE = (EdgeSpace) SearchSpaces.named("nb201");
  private static final int OPERATIONS = 5;

  /** None strongest everywhere, then the third operation. */
  private static double[] mostlyNone() {
    var optionScores = new double[SPACE.edges().size() * OPERATIONS];
    for (var edge = 0; edge < SPACE.edges().size(); edge++) {
      optionScores[edge * OPERATIONS + SPACE.none()] = 0.6;
      optionScores[edge * OPERATIONS + 2] = 0.3;
      optionScores[edge * OPERATIONS + 3] = 0.1;
    }
    return optionScores;
  }

  @Test
  void theStrongestOperationIsDerivedNoneIncludedWhereItMay() {
    var form = Forms.mixture(SPACE, true, 1);
    assertThat(Derivation.of(mostlyNone(), form, SPACE, true).getEncoding())
        .containsOnly(SPACE.none());
    assertThat(Derivation.of(mostlyNone(), form, SPACE, false).getEncoding()).containsOnly(2);
  }

  @Test
  void noneStaysWhereAFormLeavesNothingElse() {
    var allowed = new Boolean[SPACE.edges().size() * OPERATIONS];
    Arrays.fill(allowed, true);
    for (var operation = 0; operation < OPERATIONS; operation++) {
      allowed[operation] = operation == SPACE.none();
    }
    var form =
        SupernetForm.newBuilder(Forms.mixture(SPACE, true, 1))
            .setAllowed(Arrays.asList(allowed))
            .build();
    assertThat(Derivation.of(mostlyNone(), form, SPACE, false).getEncoding())
        .containsExactly(SPACE.none(), 2, 2, 2, 2, 2);
  }
}
