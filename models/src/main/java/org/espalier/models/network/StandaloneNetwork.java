package org.espalier.models.network;

import java.util.Map;
import org.espalier.models.data.Batch;

/** The network of one architecture, which keeps running statistics and infers by them. */
public sealed interface StandaloneNetwork extends LoadedNetwork
    permits ChildNetwork, DartsEvaluationNetwork {
  /** Scores with statistics of this batch, without augmentation; changes nothing. */
  default StepResult score(Batch batch) {
    return running().score(batch, Map.of());
  }

  /**
   * Moves the running statistics a tenth of the way to those of this batch; changes nothing else.
   */
  default void calibrate(Batch batch) {
    running().run(NetworkNames.CALIBRATE, batch);
  }

  /** Logits by running statistics, row by row: [batch, classes]. Labels are not used. */
  default float[] infer(Batch batch) {
    return running().run(NetworkNames.INFER, batch).get(NetworkNames.LOGITS).floats();
  }
}
