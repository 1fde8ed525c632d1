package org.espalier.models.space;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Logits;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.operation.ResidualBlock;

/**
 * The networks of NAS-Bench-201: a stem, three stages of C, 2C and 4C channels with cells of four
 * nodes, a residual block of stride 2 before the second and third, and a classifier. Edges that
 * cannot reach the output are built and counted too, as the benchmark does.
 *
 * <p>Source: Dong and Yang 2020, NAS-Bench-201, arXiv:2001.00326, figure 1; the benchmark has C =
 * 16 and 15 cells.
 *
 * @param affine whether batch normalization inside cells has a scale and an offset
 */
record Nb201Network(CellSize size, boolean affine, InputShape input) implements Network {

  private static final int STAGES = 3;

  /** Checks the settings. */
  Nb201Network {
    CellSize.checkOwnStem(Nb201Space.NAME, size.stem().map(StemSettings::kind));
    if (size.cells() % STAGES != 0) {
      throw new IllegalArgumentException(
          "cells must be a multiple of 3 in space nb201, which has as many in each of its three"
              + " stages, was "
              + size.cells());
    }
    if (input.height() % 4 != 0 || input.width() % 4 != 0) {
      throw new IllegalArgumentException(
          "imageSize must be a multiple of 4 for nb201, which halves it twice, was %d × %d"
              .formatted(input.height(), input.width()));
    }
  }

  @Override
  public String name() {
    return Nb201Space.NAME;
  }

  @Override
  public OptionIndex options() {
    return Encodings.index(Nb201Space.EDGES);
  }

  @Override
  public <T> Logits<T> logits(LayerBuilder<T> b, T images) {
    int channels = size.channels();
    int cellsAStage = size.cells() / STAGES;
    var x = b.norm("stem", b.conv("stem", images, 3, channels, 1), true);
    for (int stage = 0; stage < STAGES; stage++) {
      if (stage > 0) {
        channels *= 2;
        x = ResidualBlock.apply(b, "residual" + stage, x, channels);
      }
      for (int i = 0; i < cellsAStage; i++) {
        x = cell(b, "cell" + (stage * cellsAStage + i), x, channels);
      }
    }
    var last = b.relu(b.norm("classifier", x, true));
    return Logits.of(b.linear("classifier", b.globalAverage(last), input.classes()));
  }

  private <T> T cell(LayerBuilder<T> b, String name, T x, int channels) {
    var operations = Nb201Space.operations(affine);
    var nodes = new ArrayList<>(List.of(x));
    int edge = 0;
    while (nodes.size() < Nb201Space.NODES) {
      var inputs = new ArrayList<NodeInput<T>>();
      for (var source : nodes) {
        inputs.add(new NodeInput<>(name + "/edge" + edge, edge, source, 1, operations));
        edge++;
      }
      nodes.add(b.node(inputs, channels));
    }
    return nodes.get(Nb201Space.NODES - 1);
  }
}
