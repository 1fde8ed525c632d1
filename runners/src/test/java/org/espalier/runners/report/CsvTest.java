package org.espalier.runners.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvTest {

  @Test
  void everyKeyIsAColumnAndWhatIsNotThereAnEmptyCell() {
    assertThat(Csv.of(List.of(row("a", 1), row("b", 0.5, "a", null))).lines())
        .containsExactly("a,b", "1,", ",0.5");
  }

  @Test
  void cellsWithCommasQuotesAndLinesAreQuoted() {
    assertThat(Csv.of(List.of(row("a", "x,\"y\"\nz"))).strip()).isEqualTo("a\n\"x,\"\"y\"\"\nz\"");
  }

  private static Map<String, @Nullable Object> row(@Nullable Object... pairs) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    for (var i = 0; i < pairs.length; i += 2) {
      row.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return row;
  }
}
