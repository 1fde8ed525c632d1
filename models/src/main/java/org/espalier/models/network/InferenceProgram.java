package org.espalier.models.network;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.program.ProgramGraph;
import org.espalier.models.program.ProgramSource;

/**
 * A trained child network for use: only inference, with its weights as constants.
 *
 * @param choice index of each edge's operation
 */
record InferenceProgram(NetworkSettings settings, List<Integer> choice, FrozenState state)
    implements ProgramSource {
  static final String SIGNATURE = "serving_default";

  @Override
  public String name() {
    return settings.space() + "-inference";
  }

  @Override
  public String description() {
    return choice + " " + settings + " " + state.checksum();
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
    var cells = Cells.of(settings.space());
    var edges = new FixedEdges(cells, choice, settings.affineCells());
    var plain = new ImageInput(tf, settings.images()).plain(images);
    var logits = cells.logits(build, settings, edges, plain);
    graph
        .signature(SIGNATURE)
        .input(NetworkNames.IMAGES, images)
        .output(NetworkNames.LOGITS, logits)
        .output("probabilities", tf.nn.softmax(logits));
  }
}
