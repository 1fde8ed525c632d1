package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.models.layer.Layout;
import org.espalier.models.program.ProgramGraph;
import org.espalier.models.program.SignatureBuilder;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * What the graph of every network has around its logits: raw images and labels come in, variables
 * are kept, and signatures infer, calibrate, and move the state in and out.
 */
final class NetworkSignatures {
  private final ProgramGraph graph;
  private final Ops tf;
  private final ImageSettings settings;
  private final OptimizerSettings optimizer;
  private final LayerSettings layers;
  private final Variables variables;
  private final Operand<TUint8> images;
  private final Operand<TInt32> labels;
  private final List<Op> tracking = new ArrayList<>();
  private final Map<String, VariablePart> parts = new HashMap<>();

  /** What builds a network on images that are not augmented, as often as asked. */
  interface Pass {
    Operand<TFloat32> logits(BuildContext build);
  }

  NetworkSignatures(ProgramGraph graph, NetworkSettings network) {
    this.graph = graph;
    this.tf = graph.ops();
    this.settings = network.images();
    this.optimizer = network.optimizer();
    this.layers = network.layers();
    this.variables = new Variables(tf);
    this.images = graph.bytes(NetworkNames.IMAGES, settings.inputShape());
    this.labels = graph.ints(NetworkNames.LABELS, -1);
  }

  Variables variables() {
    return variables;
  }

  /** Updates of running statistics in what was built since the last calibration. */
  List<Op> tracking() {
    return tracking;
  }

  /** What stands for variables in the pass that was built last, by name. */
  Map<String, VariablePart> parts() {
    return Map.copyOf(parts);
  }

  /** What the layers of a pass are built with. */
  BuildContext build(PassSettings pass) {
    return BuildContext.of(tf, variables, pass, tracking, parts, layers);
  }

  /** The images, normalized and augmented, [batch, height, width, channels]. */
  Operand<TFloat32> augmented(Operand<TInt64> seed) {
    return new ImageInput(tf, settings).augmented(images, seed);
  }

  /** The images, normalized, [batch, height, width, channels]. */
  Operand<TFloat32> plain() {
    return new ImageInput(tf, settings).plain(images);
  }

  /** The loss that is reported of a network that is not trained. */
  Loss loss(Operand<TFloat32> logits) {
    return Loss.of(tf, logits, labels, settings.classes());
  }

  /** The loss that is trained on, labels smoothed as the optimizer has it. */
  Loss trainingLoss(Operand<TFloat32> logits) {
    return Loss.of(
        tf, logits, labels, settings.classes(), optimizer.labelSmoothing(), optimizer.smoothing());
  }

  /** A signature that takes images and labels. */
  SignatureBuilder signature(String name) {
    return graph
        .signature(name)
        .input(NetworkNames.IMAGES, images)
        .input(NetworkNames.LABELS, labels);
  }

  /** Returns loss and correct answers once the others are done. */
  void outputs(SignatureBuilder signature, Loss loss, List<Op> before) {
    signature
        .output(NetworkNames.LOSS, after(before, loss.mean()))
        .output(NetworkNames.CORRECT, after(before, loss.correct()));
  }

  /** The same for networks of which the five best classes count too. */
  void outputsOfFive(SignatureBuilder signature, Loss loss, List<Op> before) {
    outputs(signature, loss, before);
    signature.output(NetworkNames.CORRECT_TOP5, after(before, loss.correctTop5(tf)));
  }

  /** Adds the signatures of a network that has running statistics. */
  void inferAndCalibrate(Pass network) {
    var logits = network.logits(build(PassSettings.running(optimizer.averages())));
    graph
        .signature(NetworkNames.INFER)
        .input(NetworkNames.IMAGES, images)
        .output(NetworkNames.LOGITS, logits);
    outputsOfFive(signature(NetworkNames.EVALUATE), loss(logits), List.of());
    tracking.clear();
    network.logits(
        BuildContext.of(
            tf,
            variables,
            PassSettings.of(Statistics.BATCH_AND_TRACK),
            tracking,
            parts,
            layers.calibrating()));
    graph
        .signature(NetworkNames.CALIBRATE)
        .input(NetworkNames.IMAGES, images)
        .output(NetworkNames.LENGTH, after(tracking, tf.size(images)));
  }

  /**
   * Adds the signatures that read and replace the state: last, when all variables are there.
   *
   * @param fresh what is done with a state that replaces another, beside
   */
  void state(List<Op> fresh) {
    var state = graph.floats(NetworkNames.STATE, -1);
    var assignments = new ArrayList<>(variables.assign(state));
    assignments.addAll(fresh);
    graph.signature(NetworkNames.STATE).output(NetworkNames.STATE, variables.flat());
    graph
        .signature(NetworkNames.ASSIGN)
        .input(NetworkNames.STATE, state)
        .output(NetworkNames.LENGTH, after(assignments, tf.size(state)));
    graph.attach(Layout.FILE, variables.layout().bytes());
  }

  <T extends TType> Operand<T> after(List<Op> before, Operand<T> x) {
    return tf.withControlDependencies(before).identity(x);
  }
}
