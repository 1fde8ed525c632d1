package org.espalier.transforms.storage;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.espalier.schemas.DsmState;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.round.CompletedRound;
import org.espalier.transforms.tables.Table;

/**
 * The files of a run, on any Beam file system. A round counts once its state has appeared in {@code
 * state/}: that rename is the commit, and rows of later rounds are never read.
 *
 * @param root the run directory, without a slash at its end
 */
public record RunFiles(String root) implements Serializable {

  /** States kept; weights that none of them refers to are collected. */
  private static final int STATES_KEPT = 2;

  private static final Pattern STATE = Pattern.compile("(\\d{5,})\\.avro");

  /** The file that says what the run was started with. */
  public String manifest() {
    return root + "/run.json";
  }

  /** The rows of a round's trials. */
  public String trials(int round) {
    return root + "/trials/" + partition(round) + "/trials.parquet";
  }

  /** The row of a round. */
  public String summary(int round) {
    return root + "/rounds/" + partition(round) + "/round.parquet";
  }

  /** The state after a number of rounds. */
  public String state(int rounds) {
    return String.format(Locale.ROOT, "%s/state/%05d.avro", root, rounds);
  }

  /** Trials finished in a round that is not committed yet, by the candidate's id. */
  String pending(int round, String id) {
    return root + "/pending/" + partition(round) + '/' + id + ".avro";
  }

  /** How many trials of a round that is not committed yet are finished. */
  public int finishedTrials(int round) {
    return find(root + "/pending/" + partition(round) + "/*.avro").size();
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

  private static String partition(int round) {
    return String.format(Locale.ROOT, "round=%05d", round);
  }

  /** How many rounds are committed; empty where no search was started. */
  public OptionalInt committed() {
    return find(root + "/state/*.avro").stream()
        .map(found -> STATE.matcher(String.valueOf(found.resourceId().getFilename())))
        .filter(java.util.regex.Matcher::matches)
        .mapToInt(name -> Integer.parseInt(name.group(1)))
        .max();
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
      if (AtomicFile.exists(state(rounds))) {
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

  private void collect(SearchState newest) throws IOException {
    var oldest = newest.getRound() + 1 - STATES_KEPT;
    var stale = find(root + "/state/*.avro").stream().filter(found -> roundsOf(found) < oldest);
    AtomicFile.delete(stale.map(MatchResult.Metadata::resourceId).toList());
    AtomicFile.delete(
        find(root + "/pending/" + partition(newest.getRound() - 1) + "/*").stream()
            .map(MatchResult.Metadata::resourceId)
            .toList());
    var referred = referred(newest);
    if (oldest >= 0 && AtomicFile.exists(state(oldest))) {
      referred.addAll(referred(read(oldest)));
    }
    AtomicFile.delete(
        find(root + "/weights/*").stream()
            .map(MatchResult.Metadata::resourceId)
            .filter(file -> !referred.contains(String.valueOf(file.getFilename())))
            .toList());
  }

  private static int roundsOf(MatchResult.Metadata found) {
    var name = STATE.matcher(String.valueOf(found.resourceId().getFilename()));
    return name.matches() ? Integer.parseInt(name.group(1)) : Integer.MAX_VALUE;
  }

  private static Set<String> referred(SearchState state) {
    var names = new HashSet<String>();
    if (state.getWeights() != null) {
      names.add(state.getWeights());
    }
    if (state.getMethodState() instanceof DsmState dsm && dsm.getController() != null) {
      names.add(dsm.getController());
    }
    return names;
  }

  private static List<MatchResult.Metadata> find(String pattern) {
    try {
      return AtomicFile.find(pattern);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + pattern, failure);
    }
  }
}
