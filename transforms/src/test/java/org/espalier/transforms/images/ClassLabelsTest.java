package org.espalier.transforms.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ClassLabelsTest {

  @Test
  void wordNetIdsHaveImageNetsLabelsInANetworkOfAThousandClasses() {
    assertThat(ClassLabels.of(List.of("n01440764", "n02102040", "n15075141"), 1000, List.of()))
        .containsExactly(0, 217, 999);
  }

  @Test
  void otherClassesHaveTheirOrderWhereThereAreAsMany() {
    assertThat(ClassLabels.of(List.of("a", "b"), 2, List.of())).containsExactly(0, 1);
    assertThat(ClassLabels.of(List.of("n01440764", "n02102040"), 2, List.of()))
        .containsExactly(0, 1);
  }

  @Test
  void namesThatAreGivenDecide() {
    assertThat(ClassLabels.of(List.of("a", "b"), 3, List.of("b", "c", "a"))).containsExactly(2, 0);
  }

  @Test
  void classesThatDoNotFitTheHeadAreRefused() {
    refused(List.of("a", "b"), 3, List.of(), "2 classes, the network 3", "--classes FILE");
    refused(List.of("a", "b"), 3, List.of("a", "b"), "names 2 classes, the network has 3");
    refused(List.of("a"), 3, List.of("a", "b", "a"), "names a twice");
    refused(List.of("a", "d"), 2, List.of("a", "b"), "--classes has no class d");
    refused(List.of("n00000000"), 1000, List.of(), "1 classes, the network 1000");
  }

  private static void refused(List<String> classes, int head, List<String> given, String... said) {
    assertThatThrownBy(() -> ClassLabels.of(classes, head, given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(said);
  }
}
