package org.espalier.models.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.espalier.models.program.ProgramGraph;
import org.espalier.models.program.SignatureBuilder;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Builds the graph and the signatures of one {@link NetworkProgram}. */
final class NetworkGraph {
  private final ProgramGraph graph;
  private final Ops tf;
  private final NetworkSettings settings;
  private final NetworkKind kind;
  private final Variables variables;
  private final Operand<TUint8> images;
  private final Operand<TInt32> labels;
  private final @Nullable Operand<TFloat32> mixture;
  private final @Nullable Operand<TFloat32> edgeWeights;
  private final @Nullable ChoiceEdges choice;
  private final @Nullable Operand<TInt32> chosen;
  private final Cells cells;
  private final Edges edges;
  private final List<Op> tracking = new ArrayList<>();

  NetworkGraph(ProgramGraph graph, NetworkSettings settings, NetworkKind kind) {
    // Always, so that a program does not depend on what was built before in this process.
    Choice.registerGradients();
    this.graph = graph;
    this.tf = graph.ops();
    this.settings = settings;
    this.kind = kind;
    this.variables = new Variables(tf);
    this.cells = Cells.of(settings.space());
    this.images = graph.bytes(NetworkNames.IMAGES, settings.images().inputShape());
    this.labels = graph.ints(NetworkNames.LABELS, -1);
    var affine = settings.affineCells();
    var mixed = kind instanceof NetworkKind.Mixed m ? m : null;
    var path = kind instanceof NetworkKind.SinglePath p ? p : null;
    int count = cells.edges();
    this.mixture =
        mixed == null ? null : graph.floats(NetworkNames.MIXTURE, count, cells.operations().size());
    this.edgeWeights =
        mixed == null || !mixed.edgeWeights()
            ? null
            : graph.floats(NetworkNames.EDGE_WEIGHTS, count);
    this.chosen = path == null ? null : graph.ints(NetworkNames.CHOICE, count);
    this.choice =
        path == null || chosen == null
            ? null
            : new ChoiceEdges(tf, cells, Allowed.of(cells, path.allowed()), chosen, affine);
    this.edges =
        kind instanceof NetworkKind.Child child
            ? new FixedEdges(cells, child.choice(), affine)
            : mixed != null && mixture != null
                ? new MixedEdges(tf, cells, mixed, mixture, edgeWeights, affine)
                : Objects.requireNonNull(choice);
  }

  void build() {
    train();
    score();
    if (kind instanceof NetworkKind.Child) {
      infer();
      calibrate();
    }
    state();
  }

  /////////////////////////////////////////////////////////////////////////////

  private void train() {
    var rate = graph.floats(NetworkNames.LEARNING_RATE);
    var seed = graph.longs(NetworkNames.SEED);
    var input = new ImageInput(tf, settings.images()).augmented(images, seed);
    var own = kind instanceof NetworkKind.Child ? Statistics.BATCH_AND_TRACK : Statistics.BATCH;
    var logits = logits(own, input);
    var loss = loss(logits, settings.optimizer().labelSmoothing());
    var credit = new Credit(tf, mixture, edgeWeights, choice);
    var gradients = graph.gradientsOrZeros(loss.mean(), credit.andItsOperands(variables));
    var ofTrained = gradients.subList(0, variables.trained().size());
    var updates =
        new ArrayList<>(
            new GradientDescent(tf, settings.optimizer(), variables, choice)
                .updates(ofTrained, rate));
    updates.addAll(tracking);
    step(NetworkNames.TRAIN, rate, seed, loss, updates);
    if (kind.searches()) {
      var ofCredit = credit.of(gradients.subList(ofTrained.size(), gradients.size()));
      step(NetworkNames.GRADIENTS, rate, seed, loss, updates)
          .output(NetworkNames.GRADIENT, ofCredit);
      var pass = signature(NetworkNames.CREDIT).input(NetworkNames.SEED, seed);
      outputs(pass, loss, List.of());
      pass.output(NetworkNames.GRADIENT, ofCredit);
      if (kind instanceof NetworkKind.Mixed) {
        var slopes = signature(NetworkNames.SLOPES).input(NetworkNames.SEED, seed);
        outputs(slopes, loss, List.of());
        slopes
            .output(NetworkNames.GRADIENT, ofCredit)
            .output(NetworkNames.OF_WEIGHTS, flat(ofTrained));
      }
    }
  }

  private SignatureBuilder step(
      String name,
      Operand<TFloat32> rate,
      Operand<? extends TType> seed,
      Loss loss,
      List<Op> updates) {
    var signature =
        signature(name).input(NetworkNames.LEARNING_RATE, rate).input(NetworkNames.SEED, seed);
    outputs(signature, loss, updates);
    return signature;
  }

  private Operand<TFloat32> flat(List<Operand<TFloat32>> gradients) {
    var parts = gradients.stream().map(each -> tf.reshape(each, tf.array(-1))).toList();
    return tf.concat(List.<Operand<TFloat32>>copyOf(parts), tf.constant(0));
  }

  private void score() {
    var logits = logits(Statistics.BATCH, new ImageInput(tf, settings.images()).plain(images));
    outputs(signature(NetworkNames.SCORE), loss(logits, 0), List.of());
  }

  private void infer() {
    var logits = logits(Statistics.RUNNING, new ImageInput(tf, settings.images()).plain(images));
    graph
        .signature(NetworkNames.INFER)
        .input(NetworkNames.IMAGES, images)
        .output(NetworkNames.LOGITS, logits);
  }

  private void calibrate() {
    tracking.clear();
    logits(Statistics.BATCH_AND_TRACK, new ImageInput(tf, settings.images()).plain(images));
    graph
        .signature(NetworkNames.CALIBRATE)
        .input(NetworkNames.IMAGES, images)
        .output(NetworkNames.LENGTH, after(tracking, size(images)));
  }

  private void state() {
    var state = graph.floats(NetworkNames.STATE, -1);
    var assignments = variables.assign(state);
    graph.signature(NetworkNames.WEIGHTS).output(NetworkNames.STATE, variables.flat());
    graph
        .signature(NetworkNames.ASSIGN)
        .input(NetworkNames.STATE, state)
        .output(NetworkNames.LENGTH, after(assignments, size(state)));
    graph.attach(Layout.FILE, variables.layout().bytes());
  }

  private Operand<TFloat32> logits(Statistics normalization, Operand<TFloat32> input) {
    var build = new Build(tf, variables, normalization, Placement.EVERYWHERE, tracking);
    return cells.logits(build, settings, edges, input);
  }

  private Loss loss(Operand<TFloat32> logits, float smoothing) {
    return Loss.of(tf, logits, labels, settings.images().classes(), smoothing);
  }

  private SignatureBuilder signature(String name) {
    var signature =
        graph.signature(name).input(NetworkNames.IMAGES, images).input(NetworkNames.LABELS, labels);
    if (mixture != null) {
      signature.input(NetworkNames.MIXTURE, mixture);
    }
    if (edgeWeights != null) {
      signature.input(NetworkNames.EDGE_WEIGHTS, edgeWeights);
    }
    if (chosen != null) {
      signature.input(NetworkNames.CHOICE, chosen);
    }
    return signature;
  }

  private void outputs(SignatureBuilder signature, Loss loss, List<Op> before) {
    signature
        .output(NetworkNames.LOSS, after(before, loss.mean()))
        .output(NetworkNames.CORRECT, after(before, loss.correct()));
  }

  private <T extends TType> Operand<T> after(List<Op> before, Operand<T> x) {
    return tf.withControlDependencies(before).identity(x);
  }

  private Operand<TInt32> size(Operand<? extends TType> x) {
    return tf.prod(tf.shape(x), tf.constant(0));
  }
}
