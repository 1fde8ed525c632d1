package org.espalier.runners.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.runners.report.Json;
import org.espalier.transforms.files.AtomicFile;
import org.espalier.transforms.files.ConflictException;
import org.espalier.transforms.files.SealedText;

/**
 * Where an evaluation writes.
 *
 * @param root the folder
 * @param isKept whether the user wants it; else it is deleted at the end
 */
record EvaluationFolder(String root, boolean isKept) {

  private static final String PARTS = "parts";

  /**
   * The folder of an option.
   *
   * @param output the option; empty for a temporary folder
   * @param scratch the temporary folder
   * @throws ConflictException where it holds anything but what an evaluation left that was stopped
   */
  static EvaluationFolder at(String output, Path scratch) {
    if (output.isEmpty()) {
      return new EvaluationFolder(scratch.toString(), false);
    }
    var folder = Path.of(output).toAbsolutePath().normalize();
    if (Files.exists(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        var names = entries.map(entry -> entry.getFileName().toString()).toList();
        if (!names.isEmpty() && !names.equals(List.of(PARTS))) {
          throw new ConflictException(
              folder + " is not empty; give another --output, or empty it first");
        }
        delete(folder.resolve(PARTS));
      } catch (IOException unreadable) {
        throw new UncheckedIOException("cannot list " + folder, unreadable);
      }
    }
    return new EvaluationFolder(folder.toString(), true);
  }

  String parts() {
    return root + '/' + PARTS;
  }

  String predictions() {
    return root + "/predictions.parquet";
  }

  void write(EvaluationReport report) throws IOException {
    var csv = ByteBuffer.wrap(report.csv().getBytes(StandardCharsets.UTF_8));
    AtomicFile.write(root + "/classes.csv", channel -> channel.write(csv));
    // Last: where it is, all of them are.
    SealedText.write(root + "/evaluation.json", Json.pretty(report.json()));
  }

  /** Deletes a folder with all in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
