package org.espalier.pipelines;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.models.space.SearchSpaces;
import org.espalier.pipelines.FinalScoring.Wanted;
import org.espalier.pipelines.config.RetrainConfig;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.BestEpoch;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.round.Purpose;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.storage.SearchRun;

/**
 * Training an architecture from scratch: the rounds of a search that trains and validates one
 * network, then its scores on held-out images.
 *
 * @param config what is trained, and how
 * @param files where it is stored
 * @param engine where pipelines run
 */
public record Retrain(RetrainConfig config, RunFiles files, Engine engine) {

  /** How the held-out row of the last epoch's weights is called. */
  public static final String LAST = "last";

  /** How the held-out row of the best epoch's weights is called. */
  public static final String BEST = "best";

  /** Told of every commit. */
  @FunctionalInterface
  public interface Listener {
    /** A state was committed, or found committed at the start; the table is up to date. */
    void committed(SearchState state, EpochTable epochs);

    /** The last state is damaged, and training resumes from the one before; in one line. */
    default void wentBack(String notice) {}
  }

  /**
   * Opens images and network in this process: what is wrong with an input shows before anything
   * starts.
   *
   * @throws IllegalArgumentException naming the input and what to do
   */
  public void check() {
    search().check();
  }

  private Search search() {
    return new Search(new SearchRun(config.experiment(), files), engine, 1);
  }

  /**
   * Trains to the end, from wherever the run directory stands.
   *
   * @return the last state
   */
  public SearchState toEnd(Listener listener) {
    var epochs = new EpochTable(files, config.evaluator());
    return search()
        .toEnd(
            new Search.Listener() {
              @Override
              public void committed(SearchState state) {
                epochs.update(state);
                listener.committed(state, epochs);
              }

              @Override
              public void wentBack(String notice) {
                listener.wentBack(notice);
              }
            });
  }

  /**
   * The scores on held-out images: by the weights of the last epoch, and by those of the best one
   * where epochs were validated. Done until it succeeds; later calls read what was stored.
   */
  public List<Trial> heldOut(SearchState end) {
    return files.readHeldOut().filter(Retrain::areScored).orElseGet(() -> check(end));
  }

  /** Whether all were scored, and none failed. */
  public static boolean areScored(List<Trial> heldOut) {
    return heldOut.stream().allMatch(trial -> trial.getStatus() == Status.OK);
  }

  private List<Trial> check(SearchState end) {
    var run = new SearchRun(config.experiment(), files);
    var scores = new FinalScoring(run, Purpose.HELD_OUT, engine, end);
    var wanted = new ArrayList<Wanted>();
    wanted.add(scores.atEnd(config.genotype(), LAST));
    long perEpoch = config.evaluator().stepsPerEpoch();
    BestEpoch.of(end)
        .ifPresent(
            best ->
                wanted.add(
                    new Wanted(config.genotype(), BEST, best.weights(), best.epoch() * perEpoch)));
    return scores.store(wanted, "test", files.heldOut());
  }

  /**
   * Writes the network with the weights of the last epoch as a SavedModel, unless it is there.
   *
   * @param folder a local folder
   */
  public void export(SearchState end, Path folder) {
    if (Files.exists(folder)) {
      return;
    }
    var experiment = config.experiment();
    var context =
        new SearchContext(
            SearchSpaces.named(config.space()),
            experiment.dataSet(),
            experiment.seed(),
            files.weights());
    experiment.evaluator().export(config.genotype(), end, experiment.method(), context, folder);
  }
}
