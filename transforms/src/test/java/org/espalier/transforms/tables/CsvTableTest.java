package org.espalier.transforms.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTableTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,x y\n2,z\n",
        "\uFEFFa,b\n1,x y\n2,z\n",
        "\"a\",\"b\"\n1,\"x y\"\n2,\"z\"\n",
        "\uFEFF\"a\",\"b\"\r\n\"1\",\"x y\"\r\n\r\n\"2\",\"z\"",
        "\"\",\"a\",\"b\"\n\"r1\",1,\"x y\"\n\"r2\",2,\"z\"\n",
        "b,other,a\nx y,,1\nz,7,2\n",
        " a , b \n 1 , x y \n 2 , z \n"
      })
  void oneTableInManyHandsIsTheSame(String text) throws IOException {
    var plain = text.getBytes(StandardCharsets.UTF_8);
    for (var bytes : List.of(plain, gzip(plain))) {
      assertThat(pairs(bytes)).containsExactly("1=x y", "2=z");
    }
  }

  @Test
  void aRowKnowsItsLineAndWhatIsNotThere() {
    var rows = rows("a,b\n\n1,NA\n2,\n3,x\n".getBytes(StandardCharsets.UTF_8));
    assertThat(rows).extracting(CsvRow::line).containsExactly(3L, 4L, 5L);
    assertThat(rows.get(0).get("b")).isEmpty();
    assertThat(rows.get(0).text("b")).isEqualTo("NA");
    assertThat(rows.get(1).get("b")).isEmpty();
    assertThat(rows.get(2).get("b")).contains("x");
    assertThat(rows.get(2).get("c")).isEmpty();
    assertThat(rows.get(2).refused("why")).hasMessage("t.csv, line 5: why");
  }

  @Test
  void whatIsAmbiguousIsRefusedWithItsLine() {
    refused("", "line 1", "empty");
    refused("a;b\n1;2,5\n", "line 1", "separated by ';'");
    refused("a\tb\n1\t2\n", "line 1", "separated by tabs");
    refused("a,c\n1,2\n", "line 1", "lacks the columns [b]");
    refused("a,b,a\n1,2,3\n", "line 1", "columns [a] twice");
    refused("a,b\n1,2\n1,2,3\n", "line 3", "3 fields, not 2");
    refused("a,b\n1,\"2\n3,4\n", "line", "quoted field does not end");
    refused("a,b\n1,\"2\"x\n", "line 2", "quoted field does not end");
  }

  @Test
  void filesOfOtherKindsAreNamedForWhatTheyAre() throws IOException {
    refused(bytes("a,b\n1,é\n", StandardCharsets.ISO_8859_1), "not UTF-8");
    refused(bytes("\uFEFFa,b\n1,2\n", StandardCharsets.UTF_16LE), "UTF-16");
    refused("PK\u0003\u0004\u0000", "spreadsheet (.xlsx)");
    refused("PAR1\u0015", "Parquet");
    refused("BZh91AY&SY", "bzip2");
    refused("<!DOCTYPE html>\n<html>", "HTML");
    refused("x\0".repeat(128) + "\0ustar\00000", "tar archive", "unpack it first");
    var gzip = gzip("PK\u0003\u0004".getBytes(StandardCharsets.UTF_8));
    refused(gzip, "ZIP archive");
    refused(java.util.Arrays.copyOf(gzip, gzip.length - 6), "truncated or damaged");
  }

  @Test
  void aSmallFileThatUnpacksToMoreThanAnyTableEnds() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write("a,b\n".getBytes(StandardCharsets.UTF_8));
      var row = ("1".repeat(1 << 20) + ",2\n").getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 130; i++) {
        gzip.write(row);
      }
    }
    assertThat(bytes.size()).isLessThan(1 << 20);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> CsvTable.forEach("t.csv", in(bytes.toByteArray()), List.of("a"), row -> {}))
        .withMessageContaining("t.csv holds more than 128 MB");
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static List<String> pairs(byte[] bytes) {
    return rows(bytes).stream().map(row -> row.text("a") + '=' + row.text("b")).toList();
  }

  private static List<CsvRow> rows(byte[] bytes) {
    var rows = new ArrayList<CsvRow>();
    CsvTable.forEach("t.csv", in(bytes), List.of("a", "b"), rows::add);
    return rows;
  }

  private static void refused(String text, String... message) {
    refused(bytes(text, StandardCharsets.UTF_8), message);
  }

  private static void refused(byte[] bytes, String... message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rows(bytes))
        .satisfies(e -> assertThat(e).message().contains("t.csv").contains(message));
  }

  private static ByteArrayInputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static byte[] bytes(String text, Charset charset) {
    return text.getBytes(charset);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }
}
