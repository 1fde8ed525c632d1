package org.espalier.models.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MotifGenesTest {

  @ParameterizedTest
  @CsvSource({
    "2-00-5-12-53, 2-00-5-12-35",
    "2-01-5-12-52, 2-01-5-12-25",
    "2-00-5-12-35, 2-00-5-12-35",
    "2-10-5-12-53, 2-10-5-12-53",
    "2-00-5-22-53, 2-00-5-22-53",
    "2-00-5-13-53, 2-00-5-13-53",
    "2-00-5-12-15, 2-00-5-12-15"
  })
  void edgesFromTheSameNodeMayChangePlaces(String cell, String canonical) {
    assertThat(MotifGenes.parse(cell).canonical().text()).isEqualTo(canonical);
  }

  @Test
  void fiftyFourCellsAreOthersToo() {
    assertThat(MotifGenes.searched())
        .hasSize(5184 - 54)
        .doesNotHaveDuplicates()
        .allMatch(cell -> cell.canonical().equals(cell));
  }

  @Test
  void theAlphabetHas5184CellsEachOfATextOfItsOwn() {
    var texts = new HashSet<String>();
    var options = new ArrayList<>(List.of(0, 0, 0, 0, 0, 0, 0, 0));
    int at = 0;
    while (at < options.size()) {
      var cell = MotifGenes.of(options);
      assertThat(MotifGenes.parse(cell.text())).isEqualTo(cell);
      assertThat(cell.options()).isEqualTo(options);
      texts.add(cell.text());
      for (at = 0; at < options.size(); at++) {
        options.set(at, (options.get(at) + 1) % MotifGenes.GENES.get(at).codes().size());
        if (options.get(at) > 0) {
          break;
        }
      }
    }
    assertThat(texts).hasSize(3 * 4 * 3 * 4 * 3 * 4 * 3);
  }

  @Test
  void aMutationChangesOneGeneAndReachesEachOfThem() {
    var random = new SplittableRandom(1);
    var parent = MotifGenes.parse("1-10-5-52-53");
    var changed = new HashSet<Integer>();
    for (int i = 0; i < 200; i++) {
      var child = parent.mutated(random);
      assertThat(child.distance(parent)).isEqualTo(1);
      for (int gene = 0; gene < MotifGenes.GENES.size(); gene++) {
        if (!child.codes().get(gene).equals(parent.codes().get(gene))) {
          changed.add(gene);
        }
      }
    }
    assertThat(changed).hasSize(MotifGenes.GENES.size());
  }

  @Test
  void drawsReachEveryCodeOfEveryGene() {
    var random = new SplittableRandom(2);
    var drawn = new HashSet<List<Integer>>();
    for (int i = 0; i < 300; i++) {
      var cell = MotifGenes.random(random);
      for (int gene = 0; gene < MotifGenes.GENES.size(); gene++) {
        drawn.add(List.of(gene, cell.codes().get(gene)));
      }
    }
    assertThat(drawn).hasSize(3 + 2 + 2 + 3 + 4 + 3 + 4 + 3);
  }

  @Test
  void onlyADepthwiseFirstEdgeHasOtherKernels() {
    assertThat(MotifGenes.parse("2-00-5-12-12").kernelVariants())
        .extracting(MotifGenes::text)
        .containsExactly("2-00-5-12-12", "2-00-7-12-12", "2-00-9-12-12");
    assertThat(MotifGenes.parse("2-00-3-12-12").kernelVariants()).hasSize(1);
    assertThat(MotifGenes.parse("2-00-2-12-12").kernelVariants()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "3-00-5-12-12, expansion, 3",
    "2-02-5-12-12, mix3, 2",
    "2-00-1-12-12, edge10, 1",
    "2-00-5-72-12, edge20, 7",
    "2-00-5-11-12, edge21, 1",
    "2-00-5-12-11, edge32, 1"
  })
  void aCodeOutsideTheAlphabetIsRefusedWithGeneAndValue(String text, String gene, int code) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MotifGenes.parse(text))
        .withMessageContaining(gene)
        .withMessageContaining("was " + code);
  }

  @Test
  void whatIsNoCellIsRefusedWithTheForm() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MotifGenes.parse("2-00-5"))
        .withMessageContaining("'2-00-5'")
        .withMessageContaining("Expected form");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MotifGenes.parse("2-00-7-12-12").options())
        .withMessageContaining("edge10")
        .withMessageContaining("was 7");
  }
}
