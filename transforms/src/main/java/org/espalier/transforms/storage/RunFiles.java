package org.espalier.transforms.storage;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.StudyRow;
import org.espalier.schemas.Trial;
import org.espalier.transforms.files.DamagedFileException;
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

  /** Rounds of a joined file: few enough files of a long run, and few enough that wait for it. */
  private static final int ROUNDS_JOINED = 100;

  /** What rounds of a run may be for: its candidates wait under this name. */
  private static final List<String> ROUNDS_OF =
      List.of(Purpose.SEARCH.label(), Purpose.RETRAIN.label());

  /** Checks the name of a remote directory. */
  public RunFiles {
    StoredFiles.checkLiteral(root);
  }

  /** The file that says what the run was started with. */
  public String manifest() {
    return root + "/run.json";
  }

  /** The rows of a round's trials, where they are not joined with those of other rounds. */
  public String trials(int round) {
    return trials().path(round);
  }

  /** The row of a round, where it is not joined with others. */
  public String summary(int round) {
    return summaries().path(round);
  }

  /** The state after a number of rounds. */
  public String state(int rounds) {
    return states().path(rounds);
  }

  RoundFiles<Trial> trials() {
    return RoundFiles.trials(root + "/trials");
  }

  RoundFiles<RoundSummary> summaries() {
    return RoundFiles.summaries(root + "/rounds");
  }

  StateFiles states() {
    return new StateFiles(root + "/state");
  }

  /** Trials that are finished and not committed yet. */
  public PendingTrials pending() {
    return new PendingTrials(root + "/pending");
  }

  /** How many trials of a round are finished and not committed yet. */
  public int finishedTrials(int round) {
    return ROUNDS_OF.stream().mapToInt(purpose -> pending().count(purpose, round)).sum();
  }

  /** Steps taken so far by each training candidate of a round that is not committed yet. */
  public List<Integer> stepsTaken(int round) {
    return ROUNDS_OF.stream().flatMap(purpose -> pending().steps(purpose, round).stream()).toList();
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

  /** The rows of the epochs of a training from scratch. */
  public String epochs() {
    return root + "/epochs.parquet";
  }

  /** The network that was trained from scratch, as a SavedModel. */
  public String model() {
    return root + "/model";
  }

  /** The rows of a study. */
  public String study() {
    return root + "/study/study.parquet";
  }

  /** What was derived, for people and other programs. */
  public String derived() {
    return root + "/derived";
  }

  /** Where shared weights lie. */
  public FileTensorStore weights() {
    return new FileTensorStore(root + "/weights");
  }

  /** All trials of committed rounds, in order. */
  public List<Trial> readTrials() {
    return trials().read(0, committed().orElse(0));
  }

  /** The rows of committed rounds, in order. */
  public List<RoundSummary> readRounds() {
    return readRounds(0, committed().orElse(0));
  }

  /**
   * The trials of a committed round, in order.
   *
   * @throws DamagedFileException naming the file, as all of these do
   */
  public List<Trial> readTrials(int round) {
    return trials().read(round, round + 1);
  }

  /** The last trials before a round, oldest first. */
  public List<Trial> readLastTrials(int end, int most) {
    return trials().readLast(end, most);
  }

  /** The rows of the rounds in [first, end). */
  public List<RoundSummary> readRounds(int first, int end) {
    return summaries().read(first, end);
  }

  /** The held-out check; empty where none was made. */
  public Optional<List<Trial>> readHeldOut() {
    try {
      return StoredFiles.exists(heldOut())
          ? Optional.of(Table.of(Trial.class).read(heldOut()))
          : Optional.empty();
    } catch (DamagedFileException damaged) {
      throw damaged.or("delete it, and repeat the search to have the check made again");
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look for " + heldOut(), failure);
    }
  }

  /** The rows of a study. */
  public List<StudyRow> readStudy() {
    try {
      return Table.of(StudyRow.class).read(study());
    } catch (DamagedFileException damaged) {
      throw damaged.or("delete it, and repeat the study");
    }
  }

  /** How many rounds are committed; empty where no search was started. */
  public OptionalInt committed() {
    return states().rounds().stream().mapToInt(Integer::intValue).max();
  }

  /**
   * The last state, or the one before it where that is damaged.
   *
   * @throws DamagedFileException where neither can be read
   */
  public LatestState latest() {
    return states().latest();
  }

  /** The state after a number of rounds. */
  public SearchState read(int rounds) {
    return states().read(rounds);
  }

  /** Commits the state before the first round. */
  public void begin(SearchState start) {
    try {
      states().write(start);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Commits a round: rows first, then the state. Repeating it changes nothing; a damaged state is
   * written again.
   *
   * @throws UncheckedIOException naming the file; the round is not committed then
   */
  public void commit(CompletedRound completed) {
    var rounds = completed.next().getRound();
    var round = rounds - 1;
    try {
      if (states().isIntact(rounds)) {
        return;
      }
      Table.of(Trial.class).write(trials(round), completed.trials());
      Table.of(RoundSummary.class).write(summary(round), List.of(completed.summary()));
      states().write(completed.next());
      collect(completed.next());
    } catch (IOException failure) {
      throw new UncheckedIOException("round " + round + " is not committed", failure);
    }
  }

  /**
   * Writes a state again that has changed without a round.
   *
   * @throws IOException naming the file
   */
  public void replace(SearchState state) throws IOException {
    states().write(state);
  }

  /**
   * Joins the files of rounds that lie before all kept states. Only for the holder of the run's
   * lock.
   *
   * @param rounds rounds committed
   */
  public void join(int rounds) {
    var end = rounds + 1 - StateFiles.KEPT;
    try {
      new JoinRounds<>(trials(), ROUNDS_JOINED).before(end);
      new JoinRounds<>(summaries(), ROUNDS_JOINED).before(end);
    } catch (IOException failure) {
      throw new UncheckedIOException("rounds of " + root + " are not joined", failure);
    }
  }

  /** Deletes what no kept state needs. */
  private void collect(SearchState newest) throws IOException {
    var oldest = newest.getRound() + 1 - StateFiles.KEPT;
    StoredFiles.delete(
        states().rounds().stream().filter(rounds -> rounds < oldest).map(this::state).toList());
    ROUNDS_OF.forEach(purpose -> pending().forgetBefore(purpose, newest.getRound()));
    var referred = new HashSet<>(StateReferences.tensors(newest));
    if (oldest >= 0 && StoredFiles.exists(state(oldest))) {
      try {
        referred.addAll(StateReferences.tensors(read(oldest)));
      } catch (DamagedFileException unknown) {
        // What it refers to is collected a round later.
        return;
      }
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
