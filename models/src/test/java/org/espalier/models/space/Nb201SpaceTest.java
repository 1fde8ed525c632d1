package org.espalier.models.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashSet;
import java.util.stream.Collectors;
import org.espalier.models.layer.Cost;
import org.espalier.models.layer.CountingRule;
import org.espalier.schemas.Genotype;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Nb201SpaceTest {

  private static final String PUBLISHED =
      "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|";

  private final Nb201Space space = new Nb201Space();

  @Test
  void aPublishedCellHasItsPublishedEncoding() {
    assertThat(space.parse(PUBLISHED).getEncoding()).containsExactly(3, 3, 4, 1, 3, 1);
    assertThat(space.genotype(new int[] {3, 3, 4, 1, 3, 1}).getText()).isEqualTo(PUBLISHED);
  }

  @Test
  void allEncodingsComeOnceInLexicographicOrder() {
    var all = space.all().toList();
    assertThat(all).hasSize(15_625);
    assertThat(new HashSet<>(all.stream().map(Genotype::getText).toList())).hasSize(15_625);
    assertThat(all.get(1).getEncoding()).containsExactly(0, 0, 0, 0, 0, 1);
    assertThat(all.get(15_624).getEncoding()).containsExactly(4, 4, 4, 4, 4, 4);
  }

  @Test
  void theBenchmarkHas6466IsomorphismClasses() {
    assertThat(space.all().map(space::canonical).collect(Collectors.toSet())).hasSize(6_466);
  }

  /** Node 1 is the input itself, so the edges from either are interchangeable. */
  @Test
  void edgesFromTheInputAndFromACopyOfItCommute() {
    for (int a = 0; a < 5; a++) {
      for (int b = 0; b < 5; b++) {
        for (int c = 0; c < 5; c++) {
          assertThat(key(1, a, b, c, 2, 3)).isEqualTo(key(1, b, a, c, 2, 3));
          assertThat(key(1, a, b, c, 4, 3)).isEqualTo(key(1, a, b, 4, c, 3));
        }
      }
    }
  }

  @Test
  void edgesIntoANodeThatLeadsNowhereDoNotMatter() {
    for (int a = 0; a < 5; a++) {
      for (int b = 0; b < 5; b++) {
        assertThat(key(3, a, b, 3, 2, 0)).isEqualTo(key(3, 0, 0, 3, 2, 0));
        assertThat(key(0, a, b, 3, 2, 1)).isEqualTo(key(0, a, 0, 3, 0, 1));
      }
    }
  }

  @Test
  void differentComputationsStayApart() {
    assertThat(key(3, 3, 3, 3, 3, 3)).isNotEqualTo(key(3, 3, 3, 3, 3, 2));
    assertThat(key(2, 3, 1, 1, 1, 1)).isNotEqualTo(key(3, 2, 1, 1, 1, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "3 3 3 0 0 0, 802426, 113950720",
    "0 1 4 3 3 3, 802426, 113950720",
    "3 3 3 3 3 3, 1531546, 220119040",
    "0 0 0 0 0 0, 73306, 7782400"
  })
  void costsAreExact(String encoding, long parameters, long madds) {
    var cost = space.cost(cell(encoding), Target.of("cifar10"), CountingRule.CONV);
    assertThat(cost).isEqualTo(new Cost(parameters, madds, CountingRule.CONV));
  }

  @Test
  void theClassifierAddsItsMultiplyAddsAndClasses() {
    var six = cell("3 3 3 3 3 3");
    var conv = space.cost(six, Target.of("cifar10"), CountingRule.CONV);
    var full = space.cost(six, Target.of("cifar10"), CountingRule.CONV_FC);
    assertThat(full.madds() - conv.madds()).isEqualTo(640);
    var hundred = space.cost(six, Target.of("cifar100"), CountingRule.CONV_FC);
    assertThat(hundred.madds() - full.madds()).isEqualTo(90 * 64);
    assertThat(hundred.parameters() - full.parameters()).isEqualTo(90 * 65);
  }

  @Test
  void smallerImagesCostAQuarterOfTheConvolutions() {
    var cell = space.parse(PUBLISHED);
    var large = space.cost(cell, Target.of("cifar10"), CountingRule.CONV);
    var small = space.cost(cell, Target.of("imagenet16"), CountingRule.CONV);
    assertThat(4 * small.madds()).isEqualTo(large.madds());
    assertThat(small.parameters() - large.parameters()).isEqualTo(110 * 65);
  }

  @Test
  void anImageThatCannotBeHalvedTwiceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                space.cost(space.parse(PUBLISHED), new Target("odd", 30, 3, 10), CountingRule.CONV))
        .withMessageContaining("multiple of 4")
        .withMessageContaining("30");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "|none~0|+|none~0|none~1|; it has 2 nodes",
        "|none~0|+|none~0|+|none~0|none~1|none~2|; has 1 edges, not 2",
        "|none~0|+|none~0|none~0|+|none~0|none~1|none~2|; edge 'none~0' must end with '~1'",
        "|none~0|+|none~0|nor_conv3x3~1|+|none~0|none~1|none~2|; did you mean 'nor_conv_3x3'",
        "none~0+|none~0|none~1|+|none~0|none~1|none~2|; must begin and end with '|'"
      })
  void aMalformedTextIsNamedWhereItIsWrong(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.parse(text))
        .withMessageContaining(message);
  }

  @Test
  void aDrawingHasAnEdgeForEachOperation() {
    assertThat(space.dot(cell("3 0 4 1 0 2")))
        .contains("n0 -> n1 [label=\"nor_conv_3x3\"]", "n1 -> n2 [label=\"avg_pool_3x3\"]")
        .contains("n0 -> n3 [label=\"skip_connect\"]", "n2 -> n3 [label=\"nor_conv_1x1\"]")
        .doesNotContain("n0 -> n2", "n1 -> n3", "none");
  }

  private String key(int... encoding) {
    return space.canonical(space.genotype(encoding));
  }

  private Genotype cell(String encoding) {
    return space.genotype(Arrays.stream(encoding.split(" ")).mapToInt(Integer::parseInt).toArray());
  }
}
