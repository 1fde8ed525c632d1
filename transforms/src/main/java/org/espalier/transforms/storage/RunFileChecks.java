package org.espalier.transforms.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Supplier;
import org.espalier.schemas.Epoch;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.files.FileChecks;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.method.StateReferences;
import org.espalier.transforms.tables.Table;

/**
 * Reads all states, tables, weights and pending trials of a run.
 *
 * @param files the run
 * @param checks where it is kept what is wrong
 */
public record RunFileChecks(RunFiles files, FileChecks checks) {

  /**
   * Reads them all.
   *
   * @return the last state that is whole; empty where there is none
   */
  public Optional<SearchState> check() {
    var last = files.states().check(checks);
    var referred = new HashSet<String>();
    last.ifPresent(state -> referred.addAll(StateReferences.tensors(state)));
    files.weights().check(referred, checks);
    rounds(last);
    files.pending().check(checks);
    ifThere(files.heldOut(), files::readHeldOut);
    ifThere(files.ranking(), () -> Table.of(Trial.class).read(files.ranking()));
    ifThere(files.study(), files::readStudy);
    ifThere(files.epochs(), () -> Table.of(Epoch.class).read(files.epochs()));
    return last;
  }

  private void rounds(Optional<SearchState> last) {
    var before = checks.faults().size();
    int end = last.map(SearchState::getRound).orElse(0);
    var trials = files.trials().check(end, checks);
    var rounds = files.summaries().check(end, checks);
    if (last.isEmpty() || checks.faults().size() > before) {
      return;
    }
    expect("trials", trials, last.get().getTrials());
    expect("rounds", rounds, end);
  }

  private void expect(String table, long rows, long expected) {
    if (rows != expected) {
      checks.add(
          new DamagedFileException(
              files.root() + '/' + table,
              "it holds %d rows, and the last state counts %d".formatted(rows, expected)));
    }
  }

  private void ifThere(String path, Supplier<?> reading) {
    try {
      if (StoredFiles.exists(path)) {
        checks.read(path, reading);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look for " + path, failure);
    }
  }
}
