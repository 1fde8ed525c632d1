package org.espalier.models.network;

import java.util.ArrayList;
import org.espalier.models.program.ProgramGraph;
import org.espalier.models.program.ProgramSource;

/** A trained network of DARTS cells for use: only inference, with its weights as constants. */
record DartsInferenceProgram(DartsEvaluation settings, FrozenState state) implements ProgramSource {
  @Override
  public String name() {
    return "darts-inference";
  }

  @Override
  public String description() {
    return settings + " " + state.checksum();
  }

  @Override
  public void build(ProgramGraph graph) {
    var tf = graph.ops();
    var images = graph.bytes(NetworkNames.IMAGES, settings.images().inputShape());
    var build =
        new Build(
            tf,
            Variables.frozen(tf, state),
            Statistics.RUNNING,
            Placement.EVERYWHERE,
            new ArrayList<>());
    var plain = new ImageInput(tf, settings.images()).plain(images);
    var logits = new DartsTrainedNetwork(build, settings, null).logits(plain).main();
    graph
        .signature(InferenceProgram.SIGNATURE)
        .input(NetworkNames.IMAGES, images)
        .output(NetworkNames.LOGITS, logits)
        .output("probabilities", tf.nn.softmax(logits));
  }
}
