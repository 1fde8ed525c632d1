package org.espalier.pipelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.files.ChecksumList;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.files.FileChecks;
import org.espalier.transforms.files.SealedText;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.storage.RunFileChecks;

/**
 * Reads every file that a run or a study has written, and says which are damaged or missing. Files
 * of version 0.1 have no digests: they are only read.
 *
 * @param directory the run
 */
public record RunVerification(RunDirectory directory) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What came of it.
   *
   * @param files files that are there or should be
   * @param faults what is wrong with them
   */
  public record Result(int files, List<DamagedFileException> faults) {

    /** Copies the list. */
    public Result {
      faults = List.copyOf(faults);
    }
  }

  /**
   * Reads everything.
   *
   * @throws IllegalArgumentException where the directory holds neither a run nor a study
   */
  public Result result() {
    var files = directory.folder();
    var checks = new FileChecks();
    var manifest =
        isThere(files.manifest()) ? checks.read(files.manifest(), this::manifest) : none(checks);
    var old = manifest.map(RunVerification::isOld).orElse(false);
    var last = new RunFileChecks(files, checks).check();
    var best = json(files.best(), old, checks);
    json(files.processes(), old, checks);
    text(files.report(), old, checks);
    manifest.ifPresent(run -> expected(run, last, best, checks));
    if (!old
        && !StoredFiles.isRemote(files.root())
        && Files.isDirectory(Path.of(files.derived()))) {
      new ChecksumList(Path.of(files.derived())).check(checks);
    }
    return new Result(checks.files(), checks.faults());
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private RunManifest manifest() {
    try {
      return directory.manifest().orElseThrow();
    } catch (IllegalArgumentException unreadable) {
      throw new DamagedFileException(directory.folder().manifest(), unreadable);
    }
  }

  private Optional<RunManifest> none(FileChecks checks) {
    var files = directory.folder();
    if (files.committed().isEmpty() && !isThere(files.study())) {
      throw new IllegalArgumentException(
          files.root()
              + " holds no run: give a directory that `espalier search` or `espalier study` has"
              + " written");
    }
    checks.add(DamagedFileException.missing(files.manifest()));
    return Optional.empty();
  }

  private static Optional<String> text(String path, boolean old, FileChecks checks) {
    // Version 0.1 sealed nothing.
    return isThere(path)
        ? checks.read(path, () -> old ? SealedText.read(path).text() : SealedText.readSealed(path))
        : Optional.empty();
  }

  private static Optional<JsonNode> json(String path, boolean old, FileChecks checks) {
    return text(path, old, checks)
        .flatMap(
            text ->
                checks.read(
                    path,
                    () -> {
                      try {
                        return JSON.readTree(text);
                      } catch (JsonProcessingException damaged) {
                        throw new DamagedFileException(path, damaged);
                      }
                    }));
  }

  /** What a search or a study that has ended leaves behind. */
  private void expected(
      RunManifest run, Optional<SearchState> last, Optional<JsonNode> best, FileChecks checks) {
    var files = directory.folder();
    var again = "repeat the command, which makes it again";
    if (last.isEmpty()) {
      if (isThere(files.report()) && !isThere(files.study())) {
        checks.add(DamagedFileException.missing(files.study()).or(again));
      }
      return;
    }
    var state = last.get();
    var found =
        run.isRetrain() ? state.getWeightsStep() == state.getSteps() : state.getBest() != null;
    var succeeded =
        state.getFinished() != null && found && !isOld(run) && !run.budget().failed(state);
    var lasting = run.isRetrain() ? List.of(files.best()) : List.of(files.best(), files.report());
    for (var file : lasting) {
      if (succeeded && !isThere(file)) {
        checks.add(DamagedFileException.missing(file).or(again));
      }
    }
    if (best.filter(json -> json.has("held_out")).isPresent() && !isThere(files.heldOut())) {
      checks.add(DamagedFileException.missing(files.heldOut()).or(again));
    }
  }

  private static boolean isOld(RunManifest run) {
    return run.format() < RunManifest.FORMAT;
  }

  private static boolean isThere(String path) {
    try {
      return StoredFiles.exists(path);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look for " + path, failure);
    }
  }
}
