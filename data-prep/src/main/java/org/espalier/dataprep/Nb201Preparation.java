package org.espalier.dataprep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.espalier.dataprep.listing.Sha256;
import org.espalier.dataprep.nb201.Nb201Source;
import org.espalier.schemas.Nb201Row;
import org.espalier.schemas.PreparationUnit;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.tables.Table;

/**
 * Brings NAS-Bench-201 into one Parquet table, a row an architecture in the benchmark's own order.
 * Stretches of architectures are units of work; what is done of them lies in a hidden folder beside
 * the table until the table appears, whole. Repeating it resumes where it left off.
 *
 * @param source the benchmark
 * @param output the table, on any Beam file system
 * @param partial whether a table may lack architectures; no search can use it then
 */
public record Nb201Preparation(Nb201Source source, String output, boolean partial) {

  /**
   * What was written.
   *
   * @param rows rows of the table
   * @param unit in what unit the source has accuracies: {@code percent} or {@code fraction}
   * @param missing architectures it lacks, in words; empty where it has all
   */
  public record Result(long rows, String unit, Optional<String> missing) {}

  /**
   * Runs to the end.
   *
   * @throws IllegalArgumentException naming the file and what is wrong with it
   */
  public Result run(Engine engine, Preparation.Listener listener) throws Exception {
    var contents = source.contents();
    if (!partial && contents.missing().isPresent()) {
      throw new IllegalArgumentException(
          "%s: %s. A search needs all of them: get the whole benchmark, or write what there is with --partial"
              .formatted(source.path(), contents.missing().get()));
    }
    var folder = work();
    int architectures = contents.architectures().size();
    long rows = OutputLock.holding(folder, () -> prepare(folder, architectures, engine, listener));
    return new Result(rows, contents.unit(), contents.missing());
  }

  /** What is done so far; gone once the table is there. */
  public PreparedFolder work() {
    int name = Math.max(output.lastIndexOf('/'), output.lastIndexOf('\\')) + 1;
    return PreparedFolder.at(
        output.substring(0, name) + '.' + output.substring(name) + ".preparing");
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private long prepare(
      PreparedFolder folder, int architectures, Engine engine, Preparation.Listener listener)
      throws Exception {
    begin(folder);
    var units = units(architectures);
    var listening = listener.preparing(units);
    try {
      work(folder, units, engine);
    } finally {
      listening.close();
    }
    var rows = new ArrayList<Nb201Row>(architectures);
    for (var unit : units) {
      rows.addAll(Table.of(Nb201Row.class).read(folder.rowsOf(unit.getIndex()).orElseThrow()));
    }
    rows.sort(Comparator.comparingInt(Nb201Row::getIndex));
    Table.of(Nb201Row.class).write(output, rows);
    folder.discard(folder.root());
    return rows.size();
  }

  /** Rows of another input, or of this one before it was changed, are of no use. */
  private void begin(PreparedFolder folder) throws IOException {
    var contents = Sha256.hexOf(Path.of(source.contentsFile()));
    var settings = Map.of("input", source.path(), "contents", contents);
    if (StoredFiles.exists(folder.settings()) && !folder.read(folder.settings()).equals(settings)) {
      folder.discard(folder.work());
      folder.write(folder.settings(), settings);
    }
    folder.take(settings);
    Leftovers.remove(folder);
  }

  private List<PreparationUnit> units(int architectures) {
    int stretch = source.stretch();
    return IntStream.rangeClosed(0, (architectures - 1) / stretch)
        .mapToObj(
            index ->
                PreparationUnit.newBuilder()
                    .setIndex(index)
                    .setSplit("")
                    .setOutput("")
                    .setImages(Math.min(stretch, architectures - index * stretch))
                    .setBytes(0)
                    .build())
        .toList();
  }

  private void work(PreparedFolder folder, List<PreparationUnit> units, Engine engine)
      throws IOException {
    var done = folder.doneUnits();
    var left =
        units.stream()
            .mapToInt(PreparationUnit::getIndex)
            .filter(index -> !done.contains(index))
            .toArray();
    if (left.length > 0) {
      var pipeline = Pipeline.create(engine.options("prepare-nasbench201"));
      pipeline.apply("PrepareRows", PrepareRows.of(folder, left, source));
      Engine.run(pipeline, "prepare " + output);
    }
  }
}
