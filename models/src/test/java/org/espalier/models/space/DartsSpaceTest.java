package org.espalier.models.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.SplittableRandom;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.numbers.OptionMask;
import org.junit.jupiter.api.Test;

class DartsSpaceTest {

  private static final int MAX_POOL = 1;
  private static final int SKIP = 3;
  private static final int SEP_3 = 4;
  private static final int DIL_3 = 6;
  private static final String TAIL =
      ";reduce:max_pool_3x3~0+max_pool_3x3~1|max_pool_3x3~0+max_pool_3x3~1"
          + "|max_pool_3x3~0+max_pool_3x3~1|max_pool_3x3~0+max_pool_3x3~1";

  private final DartsSpace space = new DartsTwoInputs();
  private final DartsSpace allEdges = new DartsAllEdges();

  @Test
  void edgesAreNumberedByTargetThenSourceNormalCellFirst() {
    assertThat(space.decisions()).hasSize(28);
    for (int i = 0; i < 28; i++) {
      var edge = space.decisions().get(i).edge().orElseThrow();
      var index = (edge.target() - 2) * (edge.target() + 1) / 2 + edge.source();
      assertThat(edge.cell() * 14 + index).isEqualTo(i);
    }
  }

  @Test
  void aTextHasItsEncodingWhateverTheOrderOfItsInputs() {
    var text =
        "normal:sep_conv_3x3~1+skip_connect~0|sep_conv_3x3~0+dil_conv_3x3~2"
            + "|skip_connect~3+sep_conv_3x3~1|sep_conv_3x3~4+sep_conv_3x3~0"
            + TAIL;
    assertThat(space.parse(text).getEncoding().subList(0, 14))
        .containsExactly(SKIP, SEP_3, SEP_3, 0, DIL_3, 0, SEP_3, 0, SKIP, SEP_3, 0, 0, 0, SEP_3);
    assertThat(space.parse(text).getText()).startsWith("normal:skip_connect~0+sep_conv_3x3~1|");
  }

  @Test
  void aNodeWithOneOrThreeInputsIsNamed() {
    var encoding = lowestEdges(SEP_3);
    encoding[16] = 0;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.genotype(encoding))
        .withMessage("node 3 of the reduce cell must have 2 inputs, had 1");
    encoding[16] = SEP_3;
    encoding[4] = SEP_3;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.genotype(encoding))
        .withMessage("node 3 of the normal cell must have 2 inputs, had 3");
    assertThat(allEdges.genotype(encoding).getText()).contains("sep_conv_3x3~1+sep_conv_3x3~2|");
  }

  @Test
  void sizesAreThoseOfTheSpaces() {
    assertThat(space.size()).isEqualTo(new BigInteger("1076746950455072400"));
    assertThat(allEdges.size()).isEqualTo(BigInteger.TWO.pow(84));
  }

  @Test
  void aNodeWithoutTwoAllowedInputsIsNamed() {
    var none = OptionMask.where(space.options(), at -> at % 8 == 0 || at >= 14 * 8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.derive(new double[28 * 8], none))
        .withMessageContaining("edges 0 to 1, into node 2");
  }

  @Test
  void aSpaceThatLargeIsNotListed() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(space::all)
        .withMessageContaining("darts has")
        .withMessageContaining("too many to list");
  }

  @Test
  void neighboursChangeAnOperationOrMoveAnEdge() {
    var neighbours = space.neighbours(space.genotype(lowestEdges(SEP_3)));
    assertThat(neighbours).hasSize(16 * 6 + 2 * (2 + 4 + 6));
  }

  /**
   * Node 4 has 6 pairs of sources. Each must be drawn within 6 standard deviations, of 91.3, of its
   * share of 60,000 draws; false failure about 1e-8.
   */
  @Test
  void randomCellsReadAllPairsOfSourcesEquallyOften() {
    var random = new SplittableRandom(5);
    var counts = new HashMap<String, Integer>();
    int draws = 60_000;
    for (int draw = 0; draw < draws; draw++) {
      var encoding = space.encoding(space.random(random));
      var sources = new StringBuilder();
      for (int source = 0; source < 4; source++) {
        sources.append(encoding[5 + source] == 0 ? '0' : '1');
      }
      counts.merge(sources.toString(), 1, Integer::sum);
    }
    assertThat(counts).hasSize(6);
    assertThat(counts.values())
        .allSatisfy(count -> assertThat(Math.abs(count - draws / 6.0)).isLessThan(6 * 91.3));
  }

  @Test
  void theTwoEdgesWithTheStrongestOperationAreDerivedNoneBeingNoOperation() {
    var optionScores = new double[28 * 8];
    var all = OptionMask.all(space.options());
    for (int edge = 0; edge < 28; edge++) {
      optionScores[edge * 8] = 0.9;
    }
    set(optionScores, 3, SEP_3, 0.3);
    set(optionScores, 4, DIL_3, 0.2);
    set(optionScores, 2, SKIP, 0.1);
    var derived = space.encoding(space.derive(optionScores, all));
    assertThat(Arrays.copyOf(derived, 5)).containsExactly(MAX_POOL, MAX_POOL, 0, SEP_3, DIL_3);
    assertThat(allEdges.encoding(allEdges.derive(optionScores, all))).containsOnly(0);
    // A pruned operation is not derived, however strong it was.
    var pruned = OptionMask.where(space.options(), at -> at != 3 * 8 + SEP_3);
    assertThat(Arrays.copyOfRange(space.encoding(space.derive(optionScores, pruned)), 2, 5))
        .containsExactly(SKIP, 0, DIL_3);
  }

  @Test
  void amongEqualsTheLowerEdgesAndOperationsAreDerived() {
    var optionScores = new double[28 * 8];
    assertThat(space.derive(optionScores, OptionMask.all(space.options())))
        .isEqualTo(space.genotype(lowestEdges(MAX_POOL)));
  }

  /** Nodes 2 and 3 read the inputs only, so their numbers may be exchanged; node 4 reads node 2. */
  @Test
  void cellsThatDifferInTheNumbersOfTheirNodesAreTheSame() {
    var one =
        "normal:sep_conv_3x3~0+skip_connect~1|dil_conv_3x3~0+skip_connect~1"
            + "|sep_conv_5x5~2+skip_connect~0|sep_conv_3x3~3+sep_conv_3x3~4"
            + TAIL;
    var other =
        "normal:dil_conv_3x3~0+skip_connect~1|sep_conv_3x3~0+skip_connect~1"
            + "|sep_conv_5x5~3+skip_connect~0|sep_conv_3x3~2+sep_conv_3x3~4"
            + TAIL;
    var third = one.replace("sep_conv_5x5~2", "sep_conv_5x5~3");
    assertThat(key(one)).isEqualTo(key(other));
    assertThat(key(one)).isNotEqualTo(key(third));
    assertThat(key(one)).isEqualTo(space.canonical(space.parse(key(one))));
  }

  @Test
  void theInputsOfACellAreNotExchangeable() {
    var node = "sep_conv_3x3~0+skip_connect~1";
    var turned = "skip_connect~0+sep_conv_3x3~1";
    assertThat(key("normal:" + String.join("|", node, node, node, node) + TAIL))
        .isNotEqualTo(key("normal:" + String.join("|", turned, turned, turned, turned) + TAIL));
  }

  @Test
  void isomorphicCellsCostTheSame() {
    var random = new SplittableRandom(6);
    for (int draw = 0; draw < 50; draw++) {
      var genotype = space.random(random);
      var canonical = space.parse(space.canonical(genotype));
      var target = Target.of("imagenet");
      assertThat(space.cost(canonical, target, CountingRule.PROFILER))
          .isEqualTo(space.cost(genotype, target, CountingRule.PROFILER));
    }
  }

  @Test
  void aDrawingHasAClusterForEachCell() {
    assertThat(space.dot(space.genotype(lowestEdges(SEP_3))))
        .contains("subgraph cluster_normal", "subgraph cluster_reduce")
        .contains("normal0 -> normal2 [label=\"sep_conv_3x3\"]", "reduce1 -> reduce5")
        .doesNotContain("normal2 -> normal3", "none");
  }

  private String key(String text) {
    return space.canonical(space.parse(text));
  }

  private static void set(double[] optionScores, int edge, int operation, double value) {
    optionScores[edge * 8 + operation] = value;
  }

  /** The operation on the two lowest edges of every node. */
  private static int[] lowestEdges(int operation) {
    var encoding = new int[28];
    for (int edge = 0; edge < encoding.length; edge++) {
      encoding[edge] = DartsGraph.EDGES.get(edge).source() < 2 ? operation : 0;
    }
    return encoding;
  }
}
