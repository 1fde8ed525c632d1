package org.espalier.models.network;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.program.ProgramGraph;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Builds the graph and the signatures of one {@link DartsEvaluationProgram}. */
final class DartsEvaluationGraph {
  private final ProgramGraph graph;
  private final Ops tf;
  private final DartsEvaluation settings;
  private final Variables variables;
  private final Operand<TUint8> images;
  private final Operand<TInt32> labels;
  private final List<Op> tracking = new ArrayList<>();

  DartsEvaluationGraph(ProgramGraph graph, DartsEvaluation settings) {
    this.graph = graph;
    this.tf = graph.ops();
    this.settings = settings;
    this.variables = new Variables(tf);
    this.images = graph.bytes(NetworkNames.IMAGES, settings.images().inputShape());
    this.labels = graph.ints(NetworkNames.LABELS, -1);
  }

  void build() {
    train();
    score();
    infer();
    calibrate();
    state();
  }

  /////////////////////////////////////////////////////////////////////////////

  private void train() {
    var rate = graph.floats(NetworkNames.LEARNING_RATE);
    var seed = graph.longs(NetworkNames.SEED);
    var probability = graph.floats(NetworkNames.DROP_PATH);
    var input = new ImageInput(tf, settings.images()).augmented(images, seed);
    var dropPath = new DropPath(tf, probability, seed, input);
    var logits = network(Statistics.BATCH_AND_TRACK, dropPath).logits(input);
    float smoothing = settings.optimizer().labelSmoothing();
    var loss = loss(logits.main(), smoothing);
    var total = loss.mean();
    if (logits.auxiliary().isPresent()) {
      var auxiliary = loss(logits.auxiliary().get(), smoothing).mean();
      total = tf.math.add(total, tf.math.mul(auxiliary, tf.constant(settings.auxiliaryWeight())));
    }
    var trained = new ArrayList<Operand<TFloat32>>();
    variables.trained().forEach(variable -> trained.add(variable.value()));
    var gradients = graph.gradientsOrZeros(total, trained);
    var descent = new GradientDescent(tf, settings.optimizer(), variables, null);
    var updates = new ArrayList<>(descent.updates(gradients, rate));
    updates.addAll(tracking);
    graph
        .signature(NetworkNames.TRAIN)
        .input(NetworkNames.LEARNING_RATE, rate)
        .input(NetworkNames.SEED, seed)
        .input(NetworkNames.DROP_PATH, probability);
    outputs(NetworkNames.TRAIN, loss, updates);
  }

  private void score() {
    outputs(NetworkNames.SCORE, loss(plain(Statistics.BATCH), 0), List.of());
  }

  private void infer() {
    graph
        .signature(NetworkNames.INFER)
        .input(NetworkNames.IMAGES, images)
        .output(NetworkNames.LOGITS, plain(Statistics.RUNNING));
  }

  private void calibrate() {
    tracking.clear();
    plain(Statistics.BATCH_AND_TRACK);
    graph
        .signature(NetworkNames.CALIBRATE)
        .input(NetworkNames.IMAGES, images)
        .output(NetworkNames.LENGTH, after(tracking, tf.size(images)));
  }

  private void state() {
    var state = graph.floats(NetworkNames.STATE, -1);
    var assignments = variables.assign(state);
    graph.signature(NetworkNames.WEIGHTS).output(NetworkNames.STATE, variables.flat());
    graph
        .signature(NetworkNames.ASSIGN)
        .input(NetworkNames.STATE, state)
        .output(NetworkNames.LENGTH, after(assignments, tf.size(state)));
    graph.attach(Layout.FILE, variables.layout().bytes());
  }

  private Operand<TFloat32> plain(Statistics normalization) {
    var input = new ImageInput(tf, settings.images()).plain(images);
    return network(normalization, null).logits(input).main();
  }

  private DartsTrainedNetwork network(Statistics normalization, @Nullable DropPath dropPath) {
    var build = new Build(tf, variables, normalization, Placement.EVERYWHERE, tracking);
    return new DartsTrainedNetwork(build, settings, dropPath);
  }

  private Loss loss(Operand<TFloat32> logits, float smoothing) {
    return Loss.of(tf, logits, labels, settings.images().classes(), smoothing);
  }

  private void outputs(String signature, Loss loss, List<Op> before) {
    graph
        .signature(signature)
        .input(NetworkNames.IMAGES, images)
        .input(NetworkNames.LABELS, labels)
        .output(NetworkNames.LOSS, after(before, loss.mean()))
        .output(NetworkNames.CORRECT, after(before, loss.correct()));
  }

  private <T extends TType> Operand<T> after(List<Op> before, Operand<T> x) {
    return tf.withControlDependencies(before).identity(x);
  }
}
