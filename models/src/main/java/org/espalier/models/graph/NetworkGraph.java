package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.models.layer.Logits;
import org.espalier.models.layer.Network;
import org.espalier.models.program.ProgramGraph;
import org.espalier.models.program.SignatureBuilder;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Builds the graph and the signatures of one {@link NetworkProgram}. */
final class NetworkGraph {
  private final ProgramGraph graph;
  private final Ops tf;
  private final Network network;
  private final OptimizerSettings optimizer;
  private final LayerSettings layers;
  private final NetworkSignatures signatures;
  private final NodeInputs nodes;
  private final SupernetExtras extras;
  private final List<Op> fresh = new ArrayList<>();

  NetworkGraph(ProgramGraph graph, NetworkSettings settings, NetworkKind kind) {
    // Always, so that a program does not depend on what was built before in this process.
    Choice.registerGradients();
    this.graph = graph;
    this.tf = graph.ops();
    this.network = settings.network();
    this.optimizer = settings.optimizer();
    this.layers = settings.layers();
    this.signatures = new NetworkSignatures(graph, settings);
    this.nodes = kind.nodes(graph);
    this.extras = settings.extras();
  }

  void build() {
    train();
    score();
    if (extras.givenStatistics() && nodes.path() != null) {
      scoreGiven();
    }
    if (nodes.isFixed()) {
      signatures.inferAndCalibrate(build -> logits(build, signatures.plain()).main().next());
    }
    signatures.state(fresh);
  }

  /////////////////////////////////////////////////////////////////////////////

  /**
   * What a training pass takes.
   *
   * @param dropPath empty where the network drops no paths
   * @param averageDecay empty where no averages are kept
   */
  private record Inputs(
      Operand<TFloat32> rate,
      Operand<TInt64> seed,
      Optional<Operand<TFloat32>> dropPath,
      Optional<Operand<TFloat32>> averageDecay) {}

  private void train() {
    var inputs =
        new Inputs(
            graph.floats(NetworkNames.LEARNING_RATE),
            graph.longs(NetworkNames.SEED),
            nodes.isFixed() && network.dropsPaths()
                ? Optional.of(graph.floats(NetworkNames.DROP_PATH))
                : Optional.empty(),
            nodes.isFixed() && optimizer.averages()
                ? Optional.of(graph.floats(NetworkNames.AVERAGE_DECAY))
                : Optional.empty());
    var logits = trainingLogits(inputs);
    var loss = signatures.trainingLoss(logits.main().next());
    var variables = signatures.variables();
    var trained = variables.trained();
    var architecture = nodes.gradient(tf);
    var operands = new ArrayList<Operand<TFloat32>>();
    var parts = signatures.parts();
    trained.forEach(variable -> operands.add(variable.value(parts)));
    architecture.ifPresent(gradient -> operands.addAll(gradient.operands()));
    var gradients = graph.gradientsOrZeros(total(loss, logits), operands);
    var weightGradients = gradients.subList(0, trained.size());
    var descent = new GradientDescent(tf, optimizer, variables, parts, nodes.path());
    var updates = new ArrayList<>(descent.updates(weightGradients, inputs.rate()));
    updates.addAll(signatures.tracking());
    inputs
        .averageDecay()
        .ifPresent(
            decay ->
                updates.addAll(WeightAverages.updates(tf, variables, List.copyOf(updates), decay)));
    step(NetworkNames.TRAIN, inputs, loss, updates);
    if (extras.summedSteps() && nodes.path() != null) {
      sum(inputs, loss, logits, operands.subList(0, trained.size()), descent);
    }
    architecture.ifPresent(
        gradient -> {
          var byArchitecture = gradient.of(gradients.subList(trained.size(), gradients.size()));
          search(inputs, loss, updates, byArchitecture, weightGradients);
        });
  }

  private Logits<SharedOutput> trainingLogits(Inputs inputs) {
    var input = signatures.augmented(inputs.seed());
    var features = layers.dropout() > 0 ? new Dropout(tf, layers.dropout(), inputs.seed()) : null;
    if (!nodes.isFixed()) {
      var edge =
          layers.edgeDropPath() > 0
              ? new DropPath(tf, tf.constant(layers.edgeDropPath()), inputs.seed(), input)
              : null;
      var dropping = new PassSettings.Dropping(null, edge, features);
      return logits(signatures.build(PassSettings.trainingShared(dropping)), input);
    }
    var path =
        inputs.dropPath().map(each -> new DropPath(tf, each, inputs.seed(), input)).orElse(null);
    var dropping = new PassSettings.Dropping(path, null, features);
    return logits(signatures.build(PassSettings.training(dropping)), input);
  }

  private Operand<TFloat32> total(Loss loss, Logits<SharedOutput> logits) {
    return logits
        .auxiliary()
        .<Operand<TFloat32>>map(
            auxiliary -> {
              var second = signatures.trainingLoss(auxiliary.next()).mean();
              var weight = tf.constant(logits.auxiliaryWeight());
              return tf.math.add(loss.mean(), tf.math.mul(second, weight));
            })
        .orElse(loss.mean());
  }

  /** The signatures that give a method its gradients. */
  private void search(
      Inputs inputs,
      Loss loss,
      List<Op> updates,
      Operand<TFloat32> byArchitecture,
      List<Operand<TFloat32>> weightGradients) {
    step(NetworkNames.TRAIN_WITH_GRADIENT, inputs, loss, updates)
        .output(NetworkNames.GRADIENT, byArchitecture);
    pass(NetworkNames.GRADIENT, inputs, loss).output(NetworkNames.GRADIENT, byArchitecture);
    if (nodes.mixes()) {
      var each = weightGradients.stream().map(one -> tf.reshape(one, tf.array(-1))).toList();
      pass(NetworkNames.WEIGHT_GRADIENTS, inputs, loss)
          .output(NetworkNames.GRADIENT, byArchitecture)
          .output(
              NetworkNames.WEIGHT_GRADIENTS,
              tf.concat(List.<Operand<TFloat32>>copyOf(each), tf.constant(0)));
    }
  }

  /** The signatures that add up the gradients of several paths, and that teach and are taught. */
  private void sum(
      Inputs inputs,
      Loss loss,
      Logits<SharedOutput> logits,
      List<Operand<TFloat32>> trained,
      GradientDescent descent) {
    var soft = graph.floats(NetworkNames.SOFT_LABELS, -1, network.input().classes());
    var weight = graph.floats(NetworkNames.SOFT_WEIGHT);
    var each = tf.nn.softmaxCrossEntropyWithLogits(logits.main().next(), soft).loss();
    var taught = tf.math.mul(tf.math.mean(each, tf.constant(0)), weight);
    var gradients = graph.gradientsOrZeros(tf.math.add(loss.mean(), taught), trained);
    var summed = new SummedSteps(tf, optimizer, signatures.variables(), descent);
    var signature =
        signature(NetworkNames.ADD_GRADIENT)
            .input(NetworkNames.SEED, inputs.seed())
            .input(NetworkNames.SOFT_LABELS, soft)
            .input(NetworkNames.SOFT_WEIGHT, weight);
    signatures.outputs(signature, loss, summed.add(gradients));
    var taken = summed.take(inputs.rate());
    graph
        .signature(NetworkNames.TAKE_STEP)
        .input(NetworkNames.LEARNING_RATE, inputs.rate())
        .output(NetworkNames.LENGTH, signatures.after(taken, tf.constant(taken.size())));
    signature(NetworkNames.TEACH)
        .input(NetworkNames.SEED, inputs.seed())
        .output(NetworkNames.SOFT_LABELS, tf.nn.softmax(logits.main().next()));
    fresh.addAll(summed.clear());
  }

  private SignatureBuilder step(String name, Inputs inputs, Loss loss, List<Op> updates) {
    var signature =
        signature(name)
            .input(NetworkNames.LEARNING_RATE, inputs.rate())
            .input(NetworkNames.SEED, inputs.seed());
    inputs.dropPath().ifPresent(each -> signature.input(NetworkNames.DROP_PATH, each));
    inputs.averageDecay().ifPresent(each -> signature.input(NetworkNames.AVERAGE_DECAY, each));
    if (nodes.isFixed()) {
      signatures.outputsOfFive(signature, loss, updates);
    } else {
      signatures.outputs(signature, loss, updates);
    }
    return signature;
  }

  private SignatureBuilder pass(String name, Inputs inputs, Loss loss) {
    var signature = signature(name).input(NetworkNames.SEED, inputs.seed());
    signatures.outputs(signature, loss, List.of());
    return signature;
  }

  private void score() {
    var compared = nodes.compared();
    var input = SharedOutput.of(tf, signatures.plain());
    var build = signatures.build(PassSettings.of(Statistics.BATCH));
    var builder = new GraphBuilder(build, compared == null ? nodes.nodes() : compared);
    var loss = signatures.loss(network.logits(builder, input).main().next());
    signatures.outputs(signature(NetworkNames.SCORE), loss, List.of());
    if (compared != null) {
      compare(compared, loss);
    }
  }

  /** The gradient of the loss of the scoring pass; only here are options beside the path run. */
  private void compare(ComparedNodes compared, Loss loss) {
    var architecture = compared.gradient(tf);
    var gradients = graph.gradientsOrZeros(loss.mean(), architecture.operands());
    var signature = signature(NetworkNames.COMPARE).input(NetworkNames.COMPARED, compared.input());
    signatures.outputs(signature, loss, List.of());
    signature.output(NetworkNames.GRADIENT, architecture.of(gradients));
  }

  private void scoreGiven() {
    var moments = new BatchMoments(tf, nodes::gate);
    logits(signatures.build(PassSettings.measuring(moments)), signatures.plain());
    signature(NetworkNames.MEASURE).output(NetworkNames.STATISTICS, moments.flat());
    var given = graph.floats(NetworkNames.STATISTICS, moments.size());
    moments.give(given);
    var logits = logits(signatures.build(PassSettings.given(moments)), signatures.plain());
    var loss = signatures.loss(logits.main().next());
    var signature = signature(NetworkNames.SCORE_GIVEN).input(NetworkNames.STATISTICS, given);
    signatures.outputs(signature, loss, List.of());
  }

  private Logits<SharedOutput> logits(BuildContext build, Operand<TFloat32> input) {
    return network.logits(new GraphBuilder(build, nodes.nodes()), SharedOutput.of(tf, input));
  }

  private SignatureBuilder signature(String name) {
    var signature = signatures.signature(name);
    nodes.inputs().forEach(signature::input);
    return signature;
  }
}
