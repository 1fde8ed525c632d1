package org.espalier.models.network;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.program.ProgramGraph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Builds the graph and the signatures of one {@link DartsEvaluationProgram}. */
final class DartsEvaluationGraph {
  private final ProgramGraph graph;
  private final Ops tf;
  private final DartsEvaluation settings;
  private final Scaffold scaffold;

  DartsEvaluationGraph(ProgramGraph graph, DartsEvaluation settings) {
    this.graph = graph;
    this.tf = graph.ops();
    this.settings = settings;
    this.scaffold = new Scaffold(graph, settings.images());
  }

  void build() {
    train();
    score();
    scaffold.inferAndCalibrate(this::plain);
    scaffold.state();
  }

  /////////////////////////////////////////////////////////////////////////////

  private void train() {
    var rate = graph.floats(NetworkNames.LEARNING_RATE);
    var seed = graph.longs(NetworkNames.SEED);
    var probability = graph.floats(NetworkNames.DROP_PATH);
    var input = scaffold.augmented(seed);
    var dropPath = new DropPath(tf, probability, seed, input);
    var build = scaffold.build(Statistics.BATCH_AND_TRACK);
    var logits = new DartsTrainedNetwork(build, settings, dropPath).logits(input);
    float smoothing = settings.optimizer().labelSmoothing();
    var loss = scaffold.loss(logits.main(), smoothing);
    var total = loss.mean();
    if (logits.auxiliary().isPresent()) {
      var auxiliary = scaffold.loss(logits.auxiliary().get(), smoothing).mean();
      total = tf.math.add(total, tf.math.mul(auxiliary, tf.constant(settings.auxiliaryWeight())));
    }
    var variables = scaffold.variables();
    var trained = new ArrayList<Operand<TFloat32>>();
    variables.trained().forEach(variable -> trained.add(variable.value()));
    var gradients = graph.gradientsOrZeros(total, trained);
    var descent = new GradientDescent(tf, settings.optimizer(), variables, null);
    var updates = new ArrayList<>(descent.updates(gradients, rate));
    updates.addAll(scaffold.tracking());
    var signature =
        scaffold
            .signature(NetworkNames.TRAIN)
            .input(NetworkNames.LEARNING_RATE, rate)
            .input(NetworkNames.SEED, seed)
            .input(NetworkNames.DROP_PATH, probability);
    scaffold.outputs(signature, loss, updates);
  }

  private void score() {
    var loss = scaffold.loss(plain(scaffold.build(Statistics.BATCH)), 0);
    scaffold.outputs(scaffold.signature(NetworkNames.SCORE), loss, List.of());
  }

  private Operand<TFloat32> plain(Build build) {
    return new DartsTrainedNetwork(build, settings, null).logits(scaffold.plain()).main();
  }
}
