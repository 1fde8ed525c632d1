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
import org.tensorflow.types.family.TType;

/** Builds the graph and the signatures of one {@link NetworkProgram}. */
final class NetworkGraph {
  private final ProgramGraph graph;
  private final Ops tf;
  private final NetworkSettings settings;
  private final NetworkKind kind;
  private final Scaffold scaffold;
  private final @Nullable Operand<TFloat32> mixture;
  private final @Nullable Operand<TFloat32> edgeWeights;
  private final @Nullable ChoiceEdges choice;
  private final @Nullable Operand<TInt32> chosen;
  private final Cells cells;
  private final Edges edges;

  NetworkGraph(ProgramGraph graph, NetworkSettings settings, NetworkKind kind) {
    // Always, so that a program does not depend on what was built before in this process.
    Choice.registerGradients();
    this.graph = graph;
    this.tf = graph.ops();
    this.settings = settings;
    this.kind = kind;
    this.cells = Cells.of(settings.space());
    this.scaffold = new Scaffold(graph, settings.images());
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
      scaffold.inferAndCalibrate(build -> logits(build, scaffold.plain()));
    }
    scaffold.state();
  }

  /////////////////////////////////////////////////////////////////////////////

  private void train() {
    var rate = graph.floats(NetworkNames.LEARNING_RATE);
    var seed = graph.longs(NetworkNames.SEED);
    var own = kind instanceof NetworkKind.Child ? Statistics.BATCH_AND_TRACK : Statistics.BATCH;
    var logits = logits(scaffold.build(own), scaffold.augmented(seed));
    var loss = scaffold.loss(logits, settings.optimizer().labelSmoothing());
    var variables = scaffold.variables();
    var credit = new Credit(tf, mixture, edgeWeights, choice);
    var gradients = graph.gradientsOrZeros(loss.mean(), credit.andItsOperands(variables));
    var ofTrained = gradients.subList(0, variables.trained().size());
    var updates =
        new ArrayList<>(
            new GradientDescent(tf, settings.optimizer(), variables, choice)
                .updates(ofTrained, rate));
    updates.addAll(scaffold.tracking());
    step(NetworkNames.TRAIN, rate, seed, loss, updates);
    if (kind.searches()) {
      var ofCredit = credit.of(gradients.subList(ofTrained.size(), gradients.size()));
      step(NetworkNames.GRADIENTS, rate, seed, loss, updates)
          .output(NetworkNames.GRADIENT, ofCredit);
      var pass = signature(NetworkNames.CREDIT).input(NetworkNames.SEED, seed);
      scaffold.outputs(pass, loss, List.of());
      pass.output(NetworkNames.GRADIENT, ofCredit);
      if (kind instanceof NetworkKind.Mixed) {
        var slopes = signature(NetworkNames.SLOPES).input(NetworkNames.SEED, seed);
        scaffold.outputs(slopes, loss, List.of());
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
    scaffold.outputs(signature, loss, updates);
    return signature;
  }

  private Operand<TFloat32> flat(List<Operand<TFloat32>> gradients) {
    var parts = gradients.stream().map(each -> tf.reshape(each, tf.array(-1))).toList();
    return tf.concat(List.<Operand<TFloat32>>copyOf(parts), tf.constant(0));
  }

  private void score() {
    var logits = logits(scaffold.build(Statistics.BATCH), scaffold.plain());
    scaffold.outputs(signature(NetworkNames.SCORE), scaffold.loss(logits, 0), List.of());
  }

  private Operand<TFloat32> logits(Build build, Operand<TFloat32> input) {
    return cells.logits(build, settings, edges, input);
  }

  private SignatureBuilder signature(String name) {
    var signature = scaffold.signature(name);
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
}
