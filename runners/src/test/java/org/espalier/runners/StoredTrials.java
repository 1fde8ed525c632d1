package org.espalier.runners;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.Trial;
import org.espalier.transforms.files.AvroFile;
import org.espalier.transforms.round.LastingColumns;
import org.espalier.transforms.storage.RunFiles;

/** The trials of a run directory, as tests compare them. */
final class StoredTrials {

  private StoredTrials() {}

  /** All rows, as they are. */
  static List<Trial> read(Path run) {
    return files(run).readTrials();
  }

  /** All rows without the columns that may differ between runs. */
  static List<Trial> lasting(Path run) {
    return read(run).stream().map(LastingColumns::of).toList();
  }

  /** Summaries of all rounds without what may differ between runs. */
  static List<RoundSummary> rounds(Path run) {
    return files(run).readRounds().stream().map(LastingColumns::of).toList();
  }

  /** Trials finished in a round that is not committed yet. */
  static List<Trial> pending(Path run, int round) throws IOException {
    var prefix = "search-%05d-".formatted(round);
    try (var stored = Files.list(Path.of(files(run).pending().folder()))) {
      return stored
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .map(Path::toString)
          .filter(file -> file.endsWith(".avro"))
          .map(file -> AvroFile.<Trial>read(file, Trial.getClassSchema()).get(0))
          .toList();
    } catch (NoSuchFileException | UncheckedIOException gone) {
      // No folder yet, or the round was committed meanwhile.
      return List.of();
    }
  }

  private static RunFiles files(Path run) {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    return new RunFiles(run.toString());
  }
}
