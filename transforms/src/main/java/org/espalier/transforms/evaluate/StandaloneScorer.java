package org.espalier.transforms.evaluate;

import org.espalier.schemas.Candidate;
import org.espalier.schemas.Task;
import org.espalier.transforms.method.SearchContext;

/**
 * Trains and scores networks one after the other, none of which leaves weights to the next.
 *
 * @param network loads, trains and scores them
 */
record StandaloneScorer(NetworkScorer network) implements Scorer {

  @Override
  public Measurement measure(Candidate candidate, SearchContext context) {
    if (candidate.getTask() != Task.SCORE) {
      throw new IllegalArgumentException(
          "a network trained alone has no steps to take for others, task was "
              + candidate.getTask());
    }
    return network.trainAndScore(candidate, context);
  }

  @Override
  public long bytes() {
    return network.bytes();
  }

  @Override
  public void close() {
    network.close();
  }
}
