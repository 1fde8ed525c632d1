package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.espalier.models.program.ProgramGraph;
import org.espalier.models.program.ProgramSource;

/** A trained network for use; {@link NetworkProgram#inference}. */
record InferenceProgram(NetworkSettings settings, List<Integer> path, FrozenState state)
    implements ProgramSource {

  private static final String SIGNATURE = "serving_default";

  @Override
  public String name() {
    return settings.network().name() + "-inference";
  }

  @Override
  public String description() {
    return path + " " + settings + " " + state.checksum();
  }

  @Override
  public List<Class<?>> code() {
    return List.of(InferenceProgram.class, settings.network().getClass());
  }

  @Override
  public void build(ProgramGraph graph) {
    var tf = graph.ops();
    var images = graph.bytes(NetworkNames.IMAGES, settings.images().inputShape());
    var variables = Variables.frozen(tf, state);
    var build =
        BuildContext.of(
            tf,
            variables,
            PassSettings.of(Statistics.RUNNING),
            new ArrayList<>(),
            new HashMap<>(),
            settings.layers());
    var plain = new ImageInput(tf, settings.images()).plain(images);
    var logits =
        settings
            .network()
            .logits(new GraphBuilder(build, new FixedNodes(path)), SharedOutput.of(tf, plain))
            .main()
            .next();
    graph
        .signature(SIGNATURE)
        .input(NetworkNames.IMAGES, images)
        .output(NetworkNames.LOGITS, logits)
        .output("probabilities", tf.nn.softmax(logits));
  }
}
