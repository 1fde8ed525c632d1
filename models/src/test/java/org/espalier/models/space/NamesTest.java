package org.espalier.models.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.espalier.models.layer.CountingRule;
import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void anUnknownSpaceIsAnsweredWithTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SearchSpaces.named("nb102"))
        .withMessageStartingWith(
            "unknown search space 'nb102': did you mean 'nb201'? Known: nb201, darts, darts-all-edges");
  }

  @Test
  void anUnknownDataSetIsAnsweredWithAllThatAreKnown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Target.of("mnist-fashion"))
        .withMessage(
            "unknown data set 'mnist-fashion': Known: cifar10, cifar100, imagenet16, imagenet, imagenette, generated");
  }

  @Test
  void aCountingRuleIsFoundByItsLabel() {
    for (var rule : CountingRule.values()) {
      assertThat(CountingRule.labelled(rule.label())).isSameAs(rule);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CountingRule.labelled("flops"))
        .withMessageContaining("conv+fc");
  }

  @Test
  void editsAreCountedSymmetrically() {
    assertThat(NearestName.edits("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestName.edits("sitting", "kitten")).isEqualTo(3);
    assertThat(NearestName.edits("", "abc")).isEqualTo(3);
  }
}
