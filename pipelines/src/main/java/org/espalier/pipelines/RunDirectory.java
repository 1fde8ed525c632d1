package org.espalier.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.espalier.pipelines.config.RetrainConfig;
import org.espalier.pipelines.config.SearchConfig;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.files.ConflictException;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.files.SealedText;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.files.WriteLock;
import org.espalier.transforms.storage.RunFiles;

/**
 * The directory of a run and its manifest {@code run.json}: written first, and compared whenever a
 * command comes back to the directory.
 *
 * @param folder the files
 */
public record RunDirectory(RunFiles folder) {

  /**
   * The directory at a path on any Beam file system; a local one is made absolute, since workers
   * run in folders of their own. A name is literal, whatever characters it has.
   *
   * @throws IllegalArgumentException where no directory can have the name
   */
  public static RunDirectory at(String path) {
    return new RunDirectory(new RunFiles(RunPath.of(path)));
  }

  /**
   * Takes the directory for a run: writes the manifest of a new one, compares that of an old one.
   *
   * @param now the manifest as it would be written now
   * @return the manifest in force
   * @throws ConflictException saying what differs, or that the directory belongs to another version
   */
  public RunManifest take(RunManifest now) {
    var existing = manifest();
    if (existing.isEmpty()) {
      if (folder.committed().isPresent()) {
        throw new ConflictException(
            folder.root()
                + " holds a search but no run.json, which records its configuration:"
                + " restore run.json, or give another --run-dir");
      }
      write(now);
      return now;
    }
    var run = existing.get();
    if (run.format() < RunManifest.FORMAT) {
      throw new ConflictException(
          "%s was written by Espalier %s: show, derive and rank can read it, but no search can resume it; give another --run-dir"
              .formatted(folder.root(), run.version()));
    }
    var differences = RunComparison.differences(run, now);
    if (!differences.isEmpty()) {
      throw new ConflictException(
          folder.root()
              + " holds a run of another configuration; give another --run-dir, or undo:\n  "
              + String.join("\n  ", differences));
    }
    return run;
  }

  /**
   * Goes on with a run that was taken: a budget that has grown is granted, and a search that only
   * its budget had ended is opened again, as is a training that a failed trial had ended. Only for
   * the holder of the run's lock.
   */
  public void goOn(RunManifest now) {
    var run = manifest().orElse(now);
    var last =
        folder.committed().isEmpty()
            ? Optional.<SearchState>empty()
            : Optional.of(folder.latest().state());
    var goingOn = run.goingOn(now, last.map(SearchState::getRound).orElse(0));
    if (!goingOn.equals(run)) {
      write(goingOn);
    }
    if (goingOn.isRetrain()) {
      last.filter(state -> state.getFailures() > 0).ifPresent(this::tryAgain);
    } else {
      last.ifPresent(new GrownBudget(folder, goingOn.budgets())::reopen);
    }
  }

  private void tryAgain(SearchState failed) {
    try {
      folder.replace(SearchState.newBuilder(failed).setFinished(null).setFailures(0).build());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot resume " + folder.root(), failure);
    }
  }

  /**
   * The manifest, where a run was started here.
   *
   * @throws ConflictException where a newer version has written it
   * @throws DamagedFileException where it is not what was written
   * @throws IllegalArgumentException where it is no manifest
   */
  public Optional<RunManifest> manifest() {
    try {
      return StoredFiles.exists(folder.manifest()) ? Optional.of(read()) : Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look for " + folder.manifest(), failure);
    }
  }

  /**
   * The configuration of the run that was started here.
   *
   * @throws IllegalArgumentException naming the directory, where no run has begun
   */
  public SearchConfig config() {
    return started().config(folder.manifest());
  }

  /**
   * The configuration of the training from scratch that was started here.
   *
   * @throws IllegalArgumentException naming the directory, where none has begun
   */
  public RetrainConfig retrainConfig() {
    return started().retrainConfig(folder.manifest());
  }

  /**
   * The manifest of a run with at least its start committed.
   *
   * @throws IllegalArgumentException naming the directory, where no run has begun
   */
  public RunManifest started() {
    if (folder.committed().isEmpty()) {
      throw new IllegalArgumentException(
          folder.root() + " holds no run: give a directory that `espalier search` has written");
    }
    return manifest()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    folder.root() + " holds no run.json: restore it, or give another directory"));
  }

  /**
   * Does work while no other process writes into the directory.
   *
   * @throws ConflictException where another process does
   */
  public <T> T locked(Callable<T> work) throws Exception {
    return WriteLock.holding(
        folder.root(),
        "another process is working in " + folder.root() + ": wait for it, or stop it",
        work);
  }

  /** Writes a text file into the directory, whole or not at all, and sealed. */
  public void write(String path, String text) {
    try {
      SealedText.write(path, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Reads a text file of the directory; empty where there is none.
   *
   * @throws DamagedFileException where it is not what was written
   */
  public Optional<String> text(String path) {
    try {
      if (!StoredFiles.exists(path)) {
        return Optional.empty();
      }
      // Version 0.1 sealed nothing.
      var old = manifest().map(run -> run.format() < RunManifest.FORMAT).orElse(true);
      return Optional.of(old ? SealedText.read(path).text() : SealedText.readSealed(path));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look for " + path, failure);
    }
  }

  private void write(RunManifest manifest) {
    write(folder.manifest(), ManifestJson.write(manifest));
  }

  private RunManifest read() {
    return ManifestJson.read(folder.manifest(), SealedText.read(folder.manifest()));
  }
}
