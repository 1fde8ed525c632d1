package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.SupernetForm;
import org.junit.jupiter.api.Test;

class DerivationTest {

  private static final SearchSpace SPACE = SearchSpaces.named("nb201");
  private static final int NONE = 0;
  private static final int OPERATIONS = 5;

  /** None strongest everywhere, then the third operation. */
  private static double[] mostlyNone() {
    var optionScores = new double[SPACE.decisions().size() * OPERATIONS];
    for (var edge = 0; edge < SPACE.decisions().size(); edge++) {
      optionScores[edge * OPERATIONS + NONE] = 0.6;
      optionScores[edge * OPERATIONS + 2] = 0.3;
      optionScores[edge * OPERATIONS + 3] = 0.1;
    }
    return optionScores;
  }

  @Test
  void theStrongestOperationIsDerivedNoneIncludedWhereItMay() {
    var form = Forms.mixture(SPACE, true, 1);
    assertThat(Derivation.of(mostlyNone(), form, SPACE, true).getEncoding()).containsOnly(NONE);
    assertThat(Derivation.of(mostlyNone(), form, SPACE, false).getEncoding()).containsOnly(2);
  }

  @Test
  void noneStaysWhereAFormLeavesNothingElse() {
    var allowed = new Boolean[SPACE.decisions().size() * OPERATIONS];
    Arrays.fill(allowed, true);
    for (var operation = 0; operation < OPERATIONS; operation++) {
      allowed[operation] = operation == NONE;
    }
    var form =
        SupernetForm.newBuilder(Forms.mixture(SPACE, true, 1))
            .setAllowed(Arrays.asList(allowed))
            .build();
    assertThat(Derivation.of(mostlyNone(), form, SPACE, false).getEncoding())
        .containsExactly(NONE, 2, 2, 2, 2, 2);
  }
}
