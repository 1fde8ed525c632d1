package org.espalier.runners;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.espalier.schemas.Trial;
import org.espalier.transforms.files.AvroFile;
import org.espalier.transforms.tables.Table;

/** The trials of a run directory, as tests compare them. */
final class StoredTrials {

  private StoredTrials() {}

  /** All rows, as they are. */
  static List<Trial> read(Path run) {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    return Table.of(Trial.class).read(run + "/trials/*/*.parquet");
  }

  /** All rows without the columns that may differ between runs. */
  static List<Trial> lasting(Path run) {
    return read(run).stream()
        .map(
            trial ->
                Trial.newBuilder(trial)
                    .setWallSeconds(0)
                    .setAttempt(1)
                    .setWorker("")
                    .setDevice("")
                    .build())
        .toList();
  }

  /** Trials finished in a round that is not committed yet. */
  static List<Trial> pending(Path run, int round) throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    try (var files = Files.list(run.resolve("pending/round=%05d".formatted(round)))) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".avro") && !file.contains("/."))
          .map(file -> AvroFile.<Trial>read(file, Trial.getClassSchema()).get(0))
          .toList();
    } catch (NoSuchFileException | UncheckedIOException gone) {
      // No folder yet, or the round was committed meanwhile.
      return List.of();
    }
  }
}
