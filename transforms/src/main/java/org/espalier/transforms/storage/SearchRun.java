package org.espalier.transforms.storage;

import java.io.Serializable;
import java.util.function.Function;
import org.espalier.models.program.Resources;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Round;

/**
 * A search and where it is stored: all that a worker needs in order to do a step of a round.
 *
 * @param experiment what decides the trials
 * @param files where they are stored
 */
public record SearchRun(Experiment experiment, RunFiles files) implements Serializable {

  /**
   * Uses the rounds of the search, opened once a process; tables, data sets and programs stay open
   * from one use to the next.
   */
  public <R> R use(Function<Round, R> use) {
    return Resources.ofProcess().use(this, this::open, use);
  }

  private Resources.Opened<Round> open() {
    var round = Round.open(experiment, files.weights());
    return new Resources.Opened<>(round, round.bytes(), round::close);
  }
}
