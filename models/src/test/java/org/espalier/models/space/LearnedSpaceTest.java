package org.espalier.models.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.operation.MotifGenes;
import org.junit.jupiter.api.Test;

class LearnedSpaceTest {
  private static final MotifGenes ONE = MotifGenes.parse("1-10-3-52-15");
  private static final MotifGenes REFERENCE = MotifGenes.parse("2-00-5-12-12");

  static LearnedSpace small(LearnedExtras extras) {
    return LearnedSpace.of(Collections.nCopies(11, List.of(ONE, REFERENCE, ONE)), extras);
  }

  @Test
  void randomCellsAreDistinctInTheirCanonicalForm() {
    var lists = LearnedSpace.randomLists(40, new SplittableRandom(1));
    assertThat(lists).hasSize(LearnedSpace.LISTS);
    for (var list : lists) {
      assertThat(list).hasSize(40).doesNotHaveDuplicates();
      assertThat(list).allMatch(cell -> cell.equals(cell.canonical()));
    }
  }

  @Test
  void aNameIsTheSpace() {
    for (var extras :
        List.of(LearnedExtras.ALL, LearnedExtras.NONE, new LearnedExtras(false, true, false))) {
      var space = small(extras);
      var found = SearchSpaces.named(space.name());
      assertThat(found.name()).isEqualTo(space.name());
      assertThat(found.decisions()).isEqualTo(space.decisions());
    }
    var random = new SplittableRandom(1);
    var lists =
        Stream.generate(() -> Stream.generate(() -> MotifGenes.random(random)).limit(9).toList())
            .limit(11)
            .toList();
    var name = LearnedSpace.of(lists, LearnedExtras.ALL).name();
    assertThat(LearnedSpaceName.space(name).lists()).isEqualTo(lists);
  }

  @Test
  void twoBlocksAfterEachOtherHaveTheCellsOfOneList() {
    var lists =
        IntStream.range(0, 11).mapToObj(list -> List.of(list == 4 ? ONE : REFERENCE)).toList();
    var decisions = LearnedSpace.of(lists, LearnedExtras.NONE).decisions();
    assertThat(decisions).hasSize(21);
    for (int at = 0; at < 21; at++) {
      assertThat(decisions.get(at).options())
          .containsExactly(at == 8 || at == 9 ? ONE.text() : REFERENCE.text());
    }
  }

  /** Block 1 is the first of its stage and changes shape, block 2 is not. */
  @Test
  void cellsStandBesideKernelsInvertedResidualsAndZeroWhereAskedFor() {
    var options = small(LearnedExtras.ALL).decisions();
    assertThat(options.get(0).options())
        .containsExactly(
            ONE.text(),
            "2-00-5-12-12",
            "2-00-7-12-12",
            "2-00-9-12-12",
            "3x3_MBConv3",
            "3x3_MBConv6");
    assertThat(options.get(1).options()).hasSize(7).endsWith("Zero");
    assertThat(small(LearnedExtras.NONE).decisions().get(1).options())
        .containsExactly(ONE.text(), "2-00-5-12-12");
  }

  @Test
  void whatNamesNoSpaceIsRefusedWithTheRemedy() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SearchSpaces.named("autospace:kmz:"))
        .withMessageContaining("'autospace:kmz:'")
        .withMessageContaining("espalier spaces import");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SearchSpaces.named("autospace:-:zzz" + ".000".repeat(10)))
        .withMessageContaining("cell 46655");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SearchSpaces.named("autospace:-:000"))
        .withMessageContaining("11 lists");
  }

  /** A cell as an option, by the genes of the alphabet, and as ProxylessNAS would write it. */
  @Test
  void aCellCostsTheSameAsGenesAndAsAnInvertedResidual() {
    var target = Target.of("cifar10");
    var random = new SplittableRandom(3);
    var cells = new CellSpace();
    for (int i = 0; i < 20; i++) {
      var drawn = Stream.generate(() -> MotifGenes.random(random)).limit(11).toList();
      var space = LearnedSpace.of(drawn.stream().map(List::of).toList(), LearnedExtras.NONE);
      var only = space.genotype(new int[21]);
      var genes = cells.genotype(CellSpace.encoding(drawn));
      assertThat(CellSpace.cells(genes.getEncoding())).isEqualTo(drawn);
      for (var rule : CountingRule.values()) {
        assertThat(cells.cost(genes, target, rule)).isEqualTo(space.cost(only, target, rule));
      }
      double parts = cells.fixedMadds(target) + Arrays.stream(cells.madds(drawn, target)).sum();
      assertThat(parts)
          .isCloseTo((double) cells.cost(genes, target, CountingRule.CONV).madds(), within(0.5));
    }
    var mbConv = small(LearnedExtras.ALL);
    var text = String.join(",", Collections.nCopies(21, "3x3_MBConv6"));
    var proxyless = SearchSpaces.named("proxyless");
    assertThat(mbConv.cost(mbConv.parse(text), target, CountingRule.CONV))
        .isEqualTo(proxyless.cost(proxyless.parse(text), target, CountingRule.CONV));
    var motif = String.join(",", Collections.nCopies(21, "2-00-5-12-12"));
    assertThat(mbConv.cost(mbConv.parse(motif), target, CountingRule.CONV))
        .isEqualTo(mbConv.cost(mbConv.parse(text), target, CountingRule.CONV));
  }
}
