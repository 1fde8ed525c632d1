package org.espalier.transforms.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.espalier.models.space.Nb201Space;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Nb201Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Nb201CsvRowsTest {

  private static final String HEADER =
      "index,arch,cifar10_valid_acc_12,cifar100_valid_acc_12,imagenet16_valid_acc_12,"
          + "cifar10_test_acc_200,cifar100_test_acc_200,imagenet16_test_acc_200,"
          + "cifar10full_train_time_s_200,imagenet16_train_time_s_200,seeds_200,"
          + "cifar100_validtest_acc_200";
  private static final List<String> ARCHITECTURES =
      new Nb201Space().all().limit(3).map(Genotype::getText).toList();

  @Test
  void percentBecomesTheNearestFraction() {
    var table = read(HEADER, row(4, 0, "63.3640", "31.84", "18.4667"));
    assertThat(table.unit()).isEqualTo(Nb201AccuracyUnit.PERCENT);
    assertThat(table.missing().orElseThrow()).contains("15624 of 15,625", ARCHITECTURES.get(1));
    var only = table.rows().get(0);
    assertThat(only.getIndex()).isEqualTo(4);
    assertThat(only.getCifar10ValidAcc12()).isEqualTo(0.63364);
    assertThat(only.getImagenet16ValidAcc12()).isEqualTo(0.184667);
    assertThat(only.getCifar10fullTrainTimeS200()).isEqualTo(1_444.219);
    assertThat(only.getSeeds200()).isEqualTo(3);
    assertThat(only.getCifar100ValidtestAcc200()).isNull();
  }

  @Test
  void fractionsStayAsTheyAre() {
    var table = read(HEADER, row(0, 0, "0.633640", "0.3184", "0.184667"));
    assertThat(table.unit()).isEqualTo(Nb201AccuracyUnit.FRACTION);
    assertThat(table.rows().get(0).getCifar10ValidAcc12()).isEqualTo(0.63364);
    assertThat(table.rows().get(0).getCifar100TestAcc200()).isEqualTo(0.3184);
  }

  @Test
  void architecturesThatGuessAreStillPercent() {
    var table = read(HEADER, row(0, 0, "10", "1.0", "0.8333"));
    assertThat(table.unit()).isEqualTo(Nb201AccuracyUnit.PERCENT);
    assertThat(table.rows().get(0).getImagenet16ValidAcc12()).isEqualTo(0.008333);
  }

  @Test
  void unitsThatDisagreeAreNamedByTheirColumns() {
    refused(
        List.of("cifar100_valid_acc_12", "0.3184", "cifar10_valid_acc_12", "63.4", "one unit"),
        HEADER,
        row(0, 0, "63.4", "0.3184", "18.4"));
  }

  @Test
  void withoutAnIndexTheOrderOfTheFileIsOne() {
    var header = HEADER.substring("index,".length());
    var rows = read(header, cut(row(0, 2, "63", "31", "18")), cut(row(0, 0, "63", "31", "18")));
    assertThat(rows.rows()).extracting(Nb201Row::getIndex).containsExactly(0, 1);
    assertThat(rows.rows().get(0).getArch()).isEqualTo(ARCHITECTURES.get(2));
  }

  @Test
  void whatIsThereTwiceIsNamedWithBothLines() {
    var first = row(7, 0, "63", "31", "18");
    refused(List.of("line 3", "index 7", "line 2"), HEADER, first, row(7, 1, "63", "31", "18"));
    refused(
        List.of("line 3", ARCHITECTURES.get(0), "line 2"), HEADER, first, row(8, 0, "6", "3", "1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0,;-1,;index must be an integer in [0, 15624], was -1",
        "0,;15625,;index must be an integer in [0, 15624], was 15625",
        "0,;0.5,;index must be an integer",
        "|none~0|+;|none~1|+;an nb201 architecture",
        "63,;100.5,;cifar10_valid_acc_12 must be in [0, 100] percent or a fraction in [0, 1], was 100.5",
        "63,;-1,;cifar10_valid_acc_12 must be in [0, 100]",
        "63,;1e400,;cifar10_valid_acc_12 must be a number, was '1e400'",
        "63,;1e999999999,;cifar10_valid_acc_12 must be a number",
        "63,;NaN,;cifar10_valid_acc_12 must be a number, was 'NaN'",
        "63,;63%,;cifar10_valid_acc_12 must be a number, was '63%'",
        "1444.219;0;cifar10full_train_time_s_200 must be above 0 seconds",
        "1444.219;1e20;cifar10full_train_time_s_200 must be above 0 seconds, at most 1e9",
        ",3,;,0,;seeds_200 must be an integer in [1, 1000], was 0",
        ",3,;,2.5,;seeds_200 must be an integer in [1, 1000], was 2.5"
      })
  void aValueOutOfItsRangeIsNamedWithItsColumn(String is, String becomes, String message) {
    var row = row(0, 0, "63", "31", "18");
    assertThat(row).contains(is);
    refused(List.of("t.csv, line 2", message), HEADER, row.replace(is, becomes));
  }

  @Test
  void aNumberOfAMillionDigitsIsRefusedUnread() {
    var row = row(0, 0, "6".repeat(1_000_000), "31", "18");
    refused(List.of("line 2: cifar10_valid_acc_12 must be a number, was '666", "…"), HEADER, row);
    refused(
        List.of("at most 200 characters"),
        HEADER,
        row(0, 0, "6", "3", "1").replace("|", "||||||||||||||||||||||||"));
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static String row(int index, int arch, String cifar10, String cifar100, String in16) {
    return "%d,%s,%s,%s,%s,%s,%s,%s,1444.219,8763.5,3,NA"
        .formatted(
            index, ARCHITECTURES.get(arch), cifar10, cifar100, in16, cifar10, cifar100, in16);
  }

  private static String cut(String row) {
    return row.substring(row.indexOf(',') + 1);
  }

  private static Nb201CsvRows read(String... lines) {
    var text = Arrays.stream(lines).collect(Collectors.joining("\n"));
    return Nb201CsvRows.read(
        Path.of("t.csv"), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void refused(List<String> message, String... lines) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(lines))
        .satisfies(e -> assertThat(e).message().contains(message).contains("t.csv"));
  }
}
