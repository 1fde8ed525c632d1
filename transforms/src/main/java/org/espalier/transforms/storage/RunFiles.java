package org.espalier.transforms.storage;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.files.AvroFile;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.method.StateReferences;
import org.espalier.transforms.round.CompletedRound;
import org.espalier.transforms.round.Purpose;
import org.espalier.transforms.tables.Table;

/**
 * The files of a run, on any Beam file system. A round counts once its state has appeared in {@code
 * state/}: that rename is the commit, and rows of later rounds are never read.
 *
 * @param root the run directory, without a slash at its end; taken literally
 */
public record RunFiles(String root) implements Serializable {

  /** States kept; weights that none of them refers to are collected. */
  private static final int STATES_KEPT = 2;

  private static final Pattern STATE = Pattern.compile("(\\d{5,})\\.avro");

  /** Checks the name of a remote directory. */
  public RunFiles {
    StoredFiles.checkLiteral(root);
  }

  /** The file that says what the run was started with. */
  public String manifest() {
    return root + "/run.json";
  }

  /** The rows of a round's trials. */
  public String trials(int round) {
    return table("trials", round);
  }

  /** The row of a round. */
  public String summary(int round) {
    return table("rounds", round);
  }

  private String table(String folder, int round) {
    return String.format(Locale.ROOT, "%s/%s/%05d.parquet", root, folder, round);
  }

  /** The state after a number of rounds. */
  public String state(int rounds) {
    return String.format(Locale.ROOT, "%s/state/%05d.avro", root, rounds);
  }

  /** Trials that are finished and not committed yet. */
  public PendingTrials pending() {
    return new PendingTrials(root + "/pending");
  }

  /** How many trials of a round of the search are finished and not committed yet. */
  public int finishedTrials(int round) {
    return pending().count(Purpose.SEARCH.label(), round);
  }

  /** Steps taken so far by each training candidate of a round that is not committed yet. */
  public List<Integer> stepsTaken(int round) {
    return pending().steps(Purpose.SEARCH.label(), round);
  }

  /** The rows of the held-out check at the end. */
  public String heldOut() {
    return root + "/held-out/trials.parquet";
  }

  /** The rows of the last ranking by the weights that a search ended with. */
  public String ranking() {
    return root + "/rank/trials.parquet";
  }

  /** What was found, for scripts. */
  public String best() {
    return root + "/best.json";
  }

  /** What was found, for people. */
  public String report() {
    return root + "/report.html";
  }

  /** The seconds that processes have worked on the run. */
  public String processes() {
    return root + "/processes.json";
  }

  /** The rows of a study. */
  public String study() {
    return root + "/study/study.parquet";
  }

  /** Where shared weights lie. */
  public FileTensorStore weights() {
    return new FileTensorStore(root + "/weights");
  }

  /** All trials of committed rounds, in order. */
  public List<Trial> readTrials() {
    return committed(this::readTrials);
  }

  /** The rows of committed rounds, in order. */
  public List<RoundSummary> readRounds() {
    return committed(this::readRound);
  }

  /** The trials of a committed round, in order. */
  public List<Trial> readTrials(int round) {
    return Table.of(Trial.class).read(stored("trials", round, "trials.parquet"));
  }

  /** The row of a committed round. */
  public List<RoundSummary> readRound(int round) {
    return Table.of(RoundSummary.class).read(stored("rounds", round, "round.parquet"));
  }

  private <T> List<T> committed(IntFunction<List<T>> read) {
    return IntStream.range(0, committed().orElse(0)).mapToObj(read).flatMap(List::stream).toList();
  }

  private String stored(String folder, int round, String oldName) {
    var path = table(folder, round);
    try {
      return StoredFiles.exists(path) ? path : beforeVersion2(folder, round, oldName);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look for " + path, failure);
    }
  }

  /** Where version 0.1 kept the rows of a round. */
  private String beforeVersion2(String folder, int round, String name) {
    return String.format(Locale.ROOT, "%s/%s/round=%05d/%s", root, folder, round, name);
  }

  /** How many rounds are committed; empty where no search was started. */
  public OptionalInt committed() {
    return states().max();
  }

  private IntStream states() {
    return names("state").stream()
        .map(STATE::matcher)
        .filter(java.util.regex.Matcher::matches)
        .mapToInt(name -> Integer.parseInt(name.group(1)));
  }

  /** The state after a number of rounds. */
  public SearchState read(int rounds) {
    return AvroFile.<SearchState>read(state(rounds), SearchState.getClassSchema()).get(0);
  }

  /** Commits the state before the first round. */
  public void begin(SearchState start) {
    try {
      AvroFile.write(state(0), SearchState.getClassSchema(), List.of(start));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Commits a round: rows first, then the state. Repeating it changes nothing.
   *
   * @throws UncheckedIOException naming the file; the round is not committed then
   */
  public void commit(CompletedRound completed) {
    var rounds = completed.next().getRound();
    var round = rounds - 1;
    try {
      if (StoredFiles.exists(state(rounds))) {
        return;
      }
      Table.of(Trial.class).write(trials(round), completed.trials());
      Table.of(RoundSummary.class).write(summary(round), List.of(completed.summary()));
      AvroFile.write(state(rounds), SearchState.getClassSchema(), List.of(completed.next()));
      collect(completed.next());
    } catch (IOException failure) {
      throw new UncheckedIOException("round " + round + " is not committed", failure);
    }
  }

  /** Deletes what no kept state needs. */
  private void collect(SearchState newest) throws IOException {
    var oldest = newest.getRound() + 1 - STATES_KEPT;
    StoredFiles.delete(states().filter(rounds -> rounds < oldest).mapToObj(this::state).toList());
    pending().forget(Purpose.SEARCH.label(), newest.getRound() - 1);
    var referred = new HashSet<>(StateReferences.tensors(newest));
    if (oldest >= 0 && StoredFiles.exists(state(oldest))) {
      referred.addAll(StateReferences.tensors(read(oldest)));
    }
    StoredFiles.delete(
        names("weights").stream()
            .filter(name -> !referred.contains(name))
            .map(name -> root + "/weights/" + name)
            .toList());
  }

  private List<String> names(String folder) {
    try {
      return StoredFiles.list(root + '/' + folder);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + root + '/' + folder, failure);
    }
  }
}
