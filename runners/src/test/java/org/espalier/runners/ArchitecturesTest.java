package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.espalier.runners.console.ExitCode;
import org.junit.jupiter.api.Test;

/** What the commands on spaces and published architectures print. */
final class ArchitecturesTest extends CommandLineTest {

  private static final String CELLS =
      "{\"normal\":[[\"sep_conv_3x3\",0],[\"sep_conv_3x3\",1],[\"sep_conv_3x3\",0],"
          + "[\"sep_conv_3x3\",1],[\"sep_conv_3x3\",1],[\"skip_connect\",0],[\"skip_connect\",0],"
          + "[\"dil_conv_3x3\",2]],\"reduce\":[[\"max_pool_3x3\",0],[\"max_pool_3x3\",1],"
          + "[\"skip_connect\",2],[\"max_pool_3x3\",1],[\"max_pool_3x3\",0],[\"skip_connect\",2],"
          + "[\"skip_connect\",2],[\"max_pool_3x3\",1]]}";

  @Test
  void theCsvHasEachArchitectureOnEachNetworkInWholeNumbers() {
    assertThat(run("architectures", "--csv")).isEqualTo(ExitCode.OK);
    assertThat(text().lines())
        .hasSize(27)
        .startsWith(
            "name,network,parameters,madds_conv,madds_conv_fc,madds_profiler,published_parameters,published_madds")
        .contains(
            "CNAS,imagenet-c48-l14,5318368,576390528,577158528,592672320,5300000,576000000",
            "CNAS,cifar-c36-l20,3695374,564019200,564024960,583959168,3660000,",
            "DARTS_V1,imagenet-c48-l14,4510432,505096704,505864704,519148800,,")
        .anyMatch(
            row -> row.startsWith("dsm_nas_plus,mobilenetv3-w1.2-224,8996552,581784272,583320272,"))
        .anyMatch(row -> row.startsWith("DSNAS_240,shufflenet-224,3548176,322302400,323326400,"))
        .anyMatch(
            row -> row.startsWith("MobileNetV2,mobilenetv2-224,3504872,299494272,300774272,"));
  }

  @Test
  void theTableSaysWhatFollowsFromThePublishedCell() {
    assertThat(run("architectures")).isEqualTo(ExitCode.OK);
    assertThat(text())
        .containsPattern("CNAS +imagenet.* 576.39 .*match by conv\n")
        .containsPattern("CNAS +cifar.* 3.66 .*parameters within 1 %\n")
        .containsPattern("PC_DARTS_cifar +imagenet.* 585.95 .*match by profiler\n")
        .containsPattern("DARTS_V2 +imagenet.*MADDS BY NO RULE\n")
        .containsPattern("SNAS_mild +cifar.*PARAMETERS DO NOT FOLLOW\n")
        .containsPattern("DARTS_V1 +imagenet.*not published\n")
        .containsPattern("dsm_nas +mobilenetv3-w1.2-224.*MADDS BY NO RULE\n")
        .containsPattern("dsm_nas_plus +mobilenetv3-w1.2-224.*multiply-adds match by conv\n")
        .contains("DARTS_V2         574 M follow from the cell by no rule");
  }

  @Test
  void withJsonTheCellsAreThereToo() throws Exception {
    assertThat(run("architectures", "--json")).isEqualTo(ExitCode.OK);
    var json = new ObjectMapper().readTree(text());
    assertThat(json.path("sizes")).hasSize(26);
    assertThat(json.path("sizes").get(1).path("published_madds").asLong()).isEqualTo(576_000_000);
    var cnas = json.path("architectures").get(0);
    assertThat(cnas.path("text").asText()).startsWith("normal:dil_conv_3x3~1+sep_conv_3x3~0|");
    assertThat(cnas.path("space").asText()).isEqualTo("darts");
  }

  @Test
  void spacesAreListedHoweverLargeTheyAre() {
    assertThat(run("spaces")).isEqualTo(ExitCode.OK);
    assertThat(text())
        .containsPattern("darts +1,076,746,950,455,072,400 architectures, 28 decisions among none")
        .containsPattern("darts-all-edges +19,342,813,113,834,066,795,298,816 architectures");
  }

  @Test
  void cellsInJsonAreCounted() {
    assertThat(run("spaces", "cost", "--space", "darts", CELLS)).isEqualTo(ExitCode.OK);
    assertThat(text()).endsWith(",3349342,528359040\n").contains("\nnormal:sep_conv_3x3~0+");
    run("spaces", "cost", "--space", "darts", "--data", "imagenet", "--rule", "conv", CELLS);
    assertThat(text()).endsWith(",4718752,529143552\n");
  }

  @Test
  void aSpaceTooLargeToListIsSaidSo() {
    assertThat(run("spaces", "cost", "--space", "darts", "--all")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).contains("--all: darts has 1,076", "too many to list").hasLineCount(1);
  }
}
