package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.espalier.models.space.SearchSpaces;
import org.junit.jupiter.api.Test;

class EditsTest {

  private static final Edits EDITS = Edits.of(new int[] {2, 0, 3, 5, 1, 0, 4});

  @Test
  void laterEditsOfADecisionOverrideEarlierOnes() {
    var space = SearchSpaces.named("nb201");
    var centre = space.genotype(new int[] {1, 2, 2, 2, 2, 2});
    assertThat(EDITS.applyTo(centre, space).getEncoding()).containsExactly(4, 2, 2, 2, 2, 1);
  }

  @Test
  void theCentreItselfIsNotTouched() {
    var space = SearchSpaces.named("nb201");
    var centre = space.genotype(new int[] {1, 2, 2, 2, 2, 2});
    EDITS.applyTo(centre, space);
    assertThat(centre).isEqualTo(space.genotype(new int[] {1, 2, 2, 2, 2, 2}));
  }

  @Test
  void textAndChoicesAreTheSameEdits() {
    assertThat(EDITS.text()).isEqualTo("centre 2, edits 0=3 5=1 0=4");
    assertThat(Edits.parse(EDITS.text())).isEqualTo(EDITS);
    assertThat(EDITS.choices()).containsExactly(2, 0, 3, 5, 1, 0, 4);
  }

  @Test
  void otherTextIsShownInTheMessage() {
    assertThatThrownBy(() -> Edits.parse("restart"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was \"restart\"");
  }
}
