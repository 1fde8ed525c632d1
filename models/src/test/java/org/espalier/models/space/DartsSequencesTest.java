package org.espalier.models.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.LayerCounter;
import org.junit.jupiter.api.Test;

final class DartsSequencesTest {

  private static final SearchSpace SPACE = SearchSpaces.named("darts-sequences");
  private static final SearchSpace DARTS = SearchSpaces.named("darts");
  private static final Target CIFAR = Target.of("cifar10");
  private static final String REDUCE =
      ";reduce:max_pool_3x3~0+sep_conv_3x3~1|none~2+skip_connect~0|none~0+none~1|skip_connect~2+dil_conv_5x5~4";
  private static final String CELLS =
      "normal:sep_conv_3x3~0+sep_conv_3x3~0|dil_conv_3x3~2+none~1|avg_pool_3x3~3+skip_connect~0|sep_conv_5x5~4+sep_conv_3x3~1"
          + REDUCE;

  @Test
  void itHasAsManyArchitecturesAsItsSequences() {
    // 2² · 3² · 4² · 5² choices of sources and 8⁸ of operations, for two cells.
    var cell = BigInteger.valueOf(14_400).multiply(BigInteger.valueOf(8).pow(8));
    assertThat(SPACE.size()).isEqualTo(cell.pow(2));
    assertThat(SPACE.isUnconstrained()).isTrue();
  }

  @Test
  void aNodeDecidesTwoSourcesThenTwoOperations() {
    assertThat(SPACE.decisions().stream().limit(8).map(Decision::name))
        .containsExactly(
            "normal2.source0",
            "normal2.source1",
            "normal2.operation0",
            "normal2.operation1",
            "normal3.source0",
            "normal3.source1",
            "normal3.operation0",
            "normal3.operation1");
    assertThat(SPACE.decisions().get(4).options()).containsExactly("0", "1", "2");
    assertThat(SPACE.decisions().get(6).options()).hasSize(8).contains("none");
    assertThat(SPACE.decisions().get(4).choosesSource()).isTrue();
    assertThat(SPACE.decisions().get(6).choosesSource()).isFalse();
  }

  @Test
  void textJsonAndPythonDenoteTheSameCellsInTheirOrder() {
    var genotype = SPACE.parse(CELLS);
    assertThat(genotype.getText()).isEqualTo(CELLS);
    var cells = DartsCells.of(genotype);
    for (var form : new DartsForm[] {DartsForm.PAIRS, DartsForm.TRIPLES}) {
      assertThat(SPACE.parse(cells.json(form))).isEqualTo(genotype);
      assertThat(SPACE.parse(cells.python(form))).isEqualTo(genotype);
    }
    assertThat(cells.python(DartsForm.TRIPLES))
        .startsWith("Genotype(normal=[('sep_conv_3x3', 0, 2)");
  }

  @Test
  void aNodeWithoutTwoInputsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPACE.parse(CELLS.replaceFirst("sep_conv_3x3~0\\+", "")))
        .withMessageContaining("node 2 of the normal cell must have 2 inputs, had 1");
  }

  @Test
  void theOrderOfInputsAndTheNumbersOfNodesDoNotMatter() {
    var swapped = CELLS.replace("dil_conv_3x3~2+none~1", "none~1+dil_conv_3x3~2");
    assertThat(canonical(swapped)).isEqualTo(canonical(CELLS));
    var one =
        "normal:sep_conv_3x3~0+skip_connect~1|dil_conv_3x3~0+max_pool_3x3~1|none~0+none~0|none~0+none~0";
    var other =
        "normal:dil_conv_3x3~0+max_pool_3x3~1|skip_connect~1+sep_conv_3x3~0|none~0+none~0|none~0+none~0";
    assertThat(canonical(one + REDUCE)).isEqualTo(canonical(other + REDUCE));
    var chained = other.replace("skip_connect~1+sep", "skip_connect~2+sep");
    assertThat(canonical(chained + REDUCE)).isNotEqualTo(canonical(other + REDUCE));
  }

  @Test
  void whatIsZeroDoesNotMatterAndTwiceIsNotOnce() {
    assertThat(canonical(CELLS.replace("none~2", "none~1"))).isEqualTo(canonical(CELLS));
    // Node 4 of the reduction cell is zero, and skipping zeros adds nothing; convolving may.
    var skipping = CELLS.replace("skip_connect~2+dil_conv_5x5~4", "skip_connect~2+skip_connect~4");
    assertThat(canonical(skipping))
        .isEqualTo(
            canonical(CELLS.replace("skip_connect~2+dil_conv_5x5~4", "skip_connect~2+none~0")))
        .isNotEqualTo(canonical(CELLS));
    assertThat(canonical(CELLS.replace("sep_conv_3x3~0+sep_conv_3x3~0", "sep_conv_3x3~0+none~0")))
        .isNotEqualTo(canonical(CELLS));
  }

  @Test
  void anArchitectureOfTheDartsSpaceCostsWhatItCostsThere() {
    var random = new SplittableRandom(3);
    for (var i = 0; i < 5; i++) {
      var genotype = DARTS.random(random);
      var here = SPACE.parse(genotype.getText());
      assertThat(SPACE.cost(here, CIFAR, CountingRule.CONV_FC))
          .isEqualTo(DARTS.cost(genotype, CIFAR, CountingRule.CONV_FC));
    }
  }

  @Test
  void twoEqualInputsCostOneModule() {
    var once = SPACE.parse(CELLS.replace("sep_conv_3x3~0+sep_conv_3x3~0", "sep_conv_3x3~0+none~1"));
    assertThat(SPACE.cost(SPACE.parse(CELLS), CIFAR, CountingRule.CONV_FC))
        .isEqualTo(SPACE.cost(once, CIFAR, CountingRule.CONV_FC));
    var apart =
        SPACE.parse(
            CELLS.replace("sep_conv_3x3~0+sep_conv_3x3~0", "sep_conv_3x3~0+sep_conv_3x3~1"));
    assertThat(SPACE.cost(apart, CIFAR, CountingRule.CONV_FC).parameters())
        .isGreaterThan(SPACE.cost(once, CIFAR, CountingRule.CONV_FC).parameters());
  }

  @Test
  void theLargestArchitectureIsLargerThanAnyDrawn() {
    var largest = SPACE.cost(SPACE.largest(CIFAR), CIFAR, CountingRule.CONV_FC).parameters();
    var random = new SplittableRandom(4);
    for (var i = 0; i < 20; i++) {
      assertThat(SPACE.cost(SPACE.random(random), CIFAR, CountingRule.CONV_FC).parameters())
          .isLessThan(largest);
    }
  }

  @Test
  void searchAndEvaluationDifferInWhatFollowsPools() {
    var input = new InputShape(32, 32, 3, 10);
    var size = new CellSize(4, 3, Optional.empty());
    var search = SPACE.searchNetwork(size, input).toString();
    var evaluation = SPACE.evaluationNetwork(size, input, Evaluation.plain()).toString();
    assertThat(search).contains("pools=PLAIN");
    assertThat(evaluation).contains("pools=NONE");
    assertThat(LayerCounter.parametersByOption(SPACE.searchNetwork(size, input)))
        .hasSize(SPACE.options().size());
  }

  @Test
  void theDrawingHasAnArrowForEachOperation() {
    var dot = SPACE.dot(SPACE.parse(CELLS));
    var arrows =
        dot.lines()
            .filter(line -> line.contains("->") && line.contains("label"))
            .collect(Collectors.toList());
    var operations =
        Stream.of(CELLS.split("[+|;:]"))
            .filter(part -> part.contains("~") && !part.startsWith("none"));
    assertThat(arrows).hasSize((int) operations.count());
  }

  private static String canonical(String text) {
    return SPACE.canonical(SPACE.parse(text));
  }
}
