package org.espalier.models.network;

import java.util.ArrayList;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** From normalized images to logits: the macro-structure around any kind of cell. */
final class Network {
  private final NetworkSettings settings;
  private final Edges edges;

  Network(NetworkSettings settings, Edges edges) {
    this.settings = settings;
    this.edges = edges;
  }

  /** [batch, height, width, image channels] → [batch, classes]. */
  Operand<TFloat32> logits(Build build, Operand<TFloat32> images) {
    int channels = settings.channels();
    var x = Convolution.apply(build, "stem", images, 3, settings.images().channels(), channels, 1);
    x = BatchNormalization.apply(build, "stem", x, channels, true);
    for (int stage = 0; stage < NetworkSettings.STAGES; stage++) {
      if (stage > 0) {
        x = ResidualBlock.apply(build, "residual" + stage, x, channels);
        channels *= 2;
      }
      for (int i = 0; i < settings.cellsPerStage(); i++) {
        x = cell(build, "cell" + (stage * settings.cellsPerStage() + i), x, channels);
      }
    }
    return Classifier.apply(build, x, channels, settings.images().classes());
  }

  private Operand<TFloat32> cell(Build build, String name, Operand<TFloat32> x, int channels) {
    var nodes = new ArrayList<NodeValue>();
    nodes.add(new NodeValue(build.tf(), x));
    while (nodes.size() < CellEdge.NODES) {
      nodes.add(new NodeValue(build.tf(), edges.into(build, name, nodes, channels)));
    }
    return nodes.get(CellEdge.NODES - 1).value();
  }
}
