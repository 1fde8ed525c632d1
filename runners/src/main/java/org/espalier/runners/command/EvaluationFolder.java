package org.espalier.runners.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.espalier.runners.report.Json;
import org.espalier.transforms.files.AtomicFile;
import org.espalier.transforms.files.ConflictException;
import org.espalier.transforms.files.ContentName;
import org.espalier.transforms.files.SealedText;
import org.espalier.transforms.files.WriteLock;

/**
 * Where an evaluation writes.
 *
 * @param root the folder
 * @param isKept whether the user wants it; else it is deleted at the end
 */
record EvaluationFolder(String root, boolean isKept) {

  private static final String PARTS = "parts";
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{32}");

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
    var folder = LocalOutput.of(output).toAbsolutePath().normalize();
    boolean isOwn =
        names(folder, name -> !name.equals(WriteLock.FILE)).stream().allMatch(PARTS::equals)
            && names(folder.resolve(PARTS), name -> !DIGEST.matcher(name).matches()).isEmpty();
    if (!isOwn) {
      throw new ConflictException(
          folder + " is not empty; give another --output, or empty it first");
    }
    return new EvaluationFolder(folder.toString(), true);
  }

  private static List<String> names(Path folder, Predicate<String> which) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).filter(which).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot list " + folder, unreadable);
    }
  }

  /**
   * Where the rows of an evaluation lie before they are joined. Another evaluation has another
   * folder, so that a job which a stopped command has left on a cluster mixes nothing.
   *
   * @param description of all that rows depend on
   */
  String parts(String description) {
    return root + '/' + PARTS + '/' + ContentName.of(description);
  }

  /** Does work while no other process evaluates into the folder. */
  <T> T locked(Callable<T> work) throws Exception {
    Files.createDirectories(Path.of(root));
    return WriteLock.holding(
        root, "another process is working in " + root + ": wait for it, or stop it", work);
  }

  String predictions() {
    return root + "/predictions.parquet";
  }

  void write(EvaluationReport report) throws IOException {
    var csv = ByteBuffer.wrap(report.csv().getBytes(StandardCharsets.UTF_8));
    AtomicFile.write(root + "/classes.csv", channel -> channel.write(csv));
    // Last: where it is, all of them are.
    SealedText.write(root + "/evaluation.json", Json.pretty(report.json()));
    delete(Path.of(root, PARTS));
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
