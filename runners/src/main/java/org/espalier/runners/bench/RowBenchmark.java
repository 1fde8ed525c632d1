package org.espalier.runners.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.Metric;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.tables.Table;

/** Trials written to Parquet a second, in one file. */
public final class RowBenchmark {

  private static final int ROWS = 50_000;

  private RowBenchmark() {}

  /** Rows a second, the better of two passes. */
  public static double rowsPerSecond() throws IOException {
    var rows = rows();
    var best = 0.0;
    for (var pass = 0; pass < 2; pass++) {
      var file = Files.createTempFile("espalier-bench", ".parquet");
      var start = System.nanoTime();
      Table.of(Trial.class).write(file.toString(), rows);
      best = Math.max(best, ROWS / ((System.nanoTime() - start) / 1e9));
      Files.delete(file);
    }
    return best;
  }

  private static List<Trial> rows() {
    var space = SearchSpaces.all().get(0);
    var rows = new ArrayList<Trial>(ROWS);
    for (var i = 0; i < ROWS; i++) {
      var genotype = space.random(Seeds.random(0, i));
      rows.add(
          Trial.newBuilder()
              .setRun("bench")
              .setMethod("random")
              .setSpace(space.name())
              .setDataSet("cifar10")
              .setRound(i / 8)
              .setIndex(i % 8)
              .setId(String.format("%016x", Seeds.derive(0, i)))
              .setTask(Task.SCORE)
              .setGenotype(genotype)
              .setCanonical(space.canonical(genotype))
              .setSeed(i)
              .setStatus(Status.OK)
              .setScore(i / (double) ROWS)
              .setMetrics(List.of(new Metric("accuracy", "cifar10", "val", 12, 0.5)))
              .build());
    }
    return rows;
  }
}
