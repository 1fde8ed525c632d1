package org.espalier.models.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DartsFormTest {

  private static final String TEXT =
      "normal:sep_conv_3x3~1+skip_connect~0|sep_conv_3x3~0+dil_conv_3x3~1"
          + "|sep_conv_5x5~0+sep_conv_3x3~1|avg_pool_3x3~0+dil_conv_3x3~1"
          + ";reduce:sep_conv_5x5~1+max_pool_3x3~0|sep_conv_5x5~1+sep_conv_5x5~2"
          + "|sep_conv_3x3~0+sep_conv_3x3~3|sep_conv_3x3~1+sep_conv_3x3~2";

  private final DartsSpace space = new DartsTwoInputs();
  private final DartsSpace allEdges = new DartsAllEdges();

  @Test
  void pairsAreWrittenInThePublishedOrder() {
    var cells = DartsCells.parse(TEXT);
    assertThat(cells.text()).isEqualTo(TEXT);
    assertThat(cells.json(DartsForm.PAIRS))
        .startsWith("{\"normal\":[[\"sep_conv_3x3\",1],[\"skip_connect\",0],[\"sep_conv_3x3\",0],")
        .contains("]],\"normal_concat\":[2,3,4,5],\"reduce\":[[\"sep_conv_5x5\",1],")
        .endsWith("]],\"reduce_concat\":[2,3,4,5]}");
    assertThat(cells.python(DartsForm.PAIRS))
        .startsWith("Genotype(normal=[('sep_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3',")
        .contains(" 1)], normal_concat=range(2, 6), reduce=[('sep_conv_5x5', 1), ")
        .endsWith(" 2)], reduce_concat=range(2, 6))");
  }

  @Test
  void triplesNameTheTargetAndAllEdgesNameNone() {
    var cells = DartsCells.parse(TEXT);
    assertThat(cells.json(DartsForm.TRIPLES)).contains("[\"dil_conv_3x3\",1,3]");
    assertThat(cells.python(DartsForm.TRIPLES)).contains("('dil_conv_3x3', 1, 3)");
    assertThat(cells.json(DartsForm.ALL_EDGES))
        .startsWith("{\"normal\":[[\"skip_connect\",0],[\"sep_conv_3x3\",1],")
        .contains("[\"dil_conv_3x3\",1],[\"none\",2],");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenInAFormIsReadBack(DartsForm form) {
    var random = new SplittableRandom(7);
    for (int draw = 0; draw < 50; draw++) {
      var genotype = space.random(random);
      var cells = DartsCells.of(genotype);
      assertThat(space.parse(cells.json(form))).isEqualTo(genotype);
      assertThat(space.parse(cells.python(form))).isEqualTo(genotype);
    }
  }

  @Test
  void cellsOfAnyNumberOfEdgesAreReadBack() {
    var random = new SplittableRandom(8);
    for (int draw = 0; draw < 50; draw++) {
      var genotype = allEdges.random(random);
      var cells = DartsCells.of(genotype);
      assertThat(allEdges.parse(cells.json(DartsForm.ALL_EDGES))).isEqualTo(genotype);
      assertThat(allEdges.parse(cells.python(DartsForm.TRIPLES))).isEqualTo(genotype);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                DartsCells.of(allEdges.genotype(IntStream.generate(() -> 4).limit(28).toArray()))
                    .json(DartsForm.PAIRS))
        .withMessageContaining("two inputs a node");
  }

  @Test
  void onlyASpaceThatWritesCellsHasThem() {
    for (var space : SearchSpaces.all()) {
      var genotype = space.random(new SplittableRandom(9));
      if (space.name().startsWith("darts")) {
        assertThat(DartsCells.of(genotype).text()).isEqualTo(genotype.getText());
      } else {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> DartsCells.of(genotype))
            .withMessageContainingAll("DARTS cells", space.name());
      }
    }
  }

  @Test
  void theAuthorsCodeIsReadAsItStands() {
    var code =
        """
        DARTS_V1 = Genotype(
          normal=[
            ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 0), ('sep_conv_3x3', 1),
            ('skip_connect', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 2),
          ], normal_concat=[2, 3, 4, 5],
          reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2),
            ('max_pool_3x3', 0), ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2),
            ('avg_pool_3x3', 0)], reduce_concat=list(range(2, 6)))
        """;
    assertThat(space.parse(code).getText())
        .startsWith("normal:sep_conv_3x3~0+sep_conv_3x3~1|skip_connect~0+sep_conv_3x3~1|")
        .endsWith("|avg_pool_3x3~0+skip_connect~2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"normal\":[[\"none\",0]]}; must be 8 pairs",
        "{\"normal\":; it is not JSON",
        "{\"reduce\":[]}; no list 'normal'",
        "{\"norml\":[]}; unknown key 'norml'",
        "{\"normal\":[[\"sep_conv_3x3\",2,2]]}; a source of node 2 must be in [0, 1], was 2",
        "{\"normal\":[[\"sep_conv_3x3\",2,6]]}; a target must be in [2, 5], was 6",
        "{\"normal\":[[\"sepconv_3x3\",0,2]]}; did you mean 'sep_conv_3x3'",
        "{\"normal\":[[\"sep_conv_3x3\"]]}; must be [operation, source]",
        "{\"normal\":[],\"normal_concat\":[2,3]}; normal_concat must be [2,3,4,5]"
      })
  void aMalformedTextIsNamedWhereItIsWrong(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.parse(text))
        .withMessageContaining("'" + text + "' is not a darts architecture")
        .withMessageContaining(message);
  }

  @Test
  void aNodeThatReadsTheSameNodeTwiceIsOutsideTheSpace() {
    var twice =
        TEXT.replaceFirst("sep_conv_3x3~1\\+skip_connect~0", "sep_conv_3x3~1+skip_connect~1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.parse(twice))
        .withMessageContaining("node 2 of the normal cell reads node 1 twice");
  }
}
