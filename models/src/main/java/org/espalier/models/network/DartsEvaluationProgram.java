package org.espalier.models.network;

import org.espalier.models.program.ProgramGraph;
import org.espalier.models.program.ProgramSource;

/**
 * A network of DARTS cells with everything to train and score it. Signatures:
 *
 * <ul>
 *   <li>{@code train}: images, labels, learning_rate, seed, drop_path → loss, correct, after one
 *       update; the loss is the main classifier's
 *   <li>{@code score}: images, labels → loss, correct, by statistics of the batch
 *   <li>{@code infer}: images → logits by running statistics; {@code calibrate}: images → length,
 *       moves the running statistics
 *   <li>{@code weights}: → state; {@code assign}: state → length
 * </ul>
 */
record DartsEvaluationProgram(DartsEvaluation settings) implements ProgramSource {
  @Override
  public String name() {
    return "darts-evaluation";
  }

  @Override
  public String description() {
    return settings.toString();
  }

  @Override
  public void build(ProgramGraph graph) {
    new DartsEvaluationGraph(graph, settings).build();
  }
}
