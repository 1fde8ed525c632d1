package org.espalier.models.network;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.space.Nb201Space;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * NAS-Bench-201: a complete graph on four nodes, and around the cells a stem, three stages of C, 2C
 * and 4C channels, a residual block of stride 2 before the second and third, and a classifier.
 *
 * <p>Source: Dong and Yang 2020, NAS-Bench-201, arXiv:2001.00326, figure 1; the benchmark has C =
 * 16 and 15 cells.
 */
final class Nb201Cells implements Cells {
  static final String SPACE = "nb201";
  private static final int STAGES = 3;
  private static final int NODES = 4;
  private static final Nb201Space NAMES = new Nb201Space();

  @Override
  public int edges() {
    return NAMES.decisions();
  }

  @Override
  public List<String> operations() {
    return NAMES.operations();
  }

  @Override
  public int none() {
    return Nb201Space.NONE;
  }

  @Override
  public int skip() {
    return Nb201Space.SKIP_CONNECT;
  }

  @Override
  public Operand<TFloat32> operation(
      Build build,
      String name,
      int operation,
      NodeValue x,
      int channels,
      int stride,
      boolean affine,
      @Nullable Operand<TFloat32> weight) {
    var tf = build.tf();
    return switch (operation) {
      case Nb201Space.SKIP_CONNECT -> weighted(tf, x.value(), weight);
      case Nb201Space.CONV_1X1 -> NorConv.apply(build, name, x, 1, channels, affine, weight);
      case Nb201Space.CONV_3X3 -> NorConv.apply(build, name, x, 3, channels, affine, weight);
      case Nb201Space.AVG_POOL_3X3 -> weighted(tf, x.averagePool(), weight);
      default -> throw new IllegalArgumentException("nothing is built for operation " + operation);
    };
  }

  @Override
  public Operand<TFloat32> logits(
      Build build, NetworkSettings settings, Edges edges, Operand<TFloat32> images) {
    int channels = settings.channels();
    int perStage = settings.cells() / STAGES;
    var x = Convolution.apply(build, "stem", images, 3, settings.images().channels(), channels, 1);
    x = BatchNormalization.apply(build, "stem", x, channels, true);
    for (int stage = 0; stage < STAGES; stage++) {
      if (stage > 0) {
        x = ResidualBlock.apply(build, "residual" + stage, x, channels);
        channels *= 2;
      }
      for (int i = 0; i < perStage; i++) {
        x = cell(build, edges, "cell" + (stage * perStage + i), x, channels);
      }
    }
    return Classifier.apply(build, x, channels, settings.images().classes());
  }

  @Override
  public void check(NetworkSettings settings) {
    if (settings.cells() % STAGES != 0) {
      throw new IllegalArgumentException(
          "cells must be a multiple of 3 in space nb201, which has as many in each of its three"
              + " stages, was "
              + settings.cells());
    }
    settings
        .stem()
        .ifPresent(
            stem -> {
              throw new IllegalArgumentException(
                  "stem must be absent in space nb201, which has one of its own, was "
                      + stem.kind().label());
            });
  }

  /////////////////////////////////////////////////////////////////////////////

  private static Operand<TFloat32> cell(
      Build build, Edges edges, String name, Operand<TFloat32> x, int channels) {
    var nodes = new ArrayList<NodeValue>();
    nodes.add(new NodeValue(build.tf(), x));
    int edge = 0;
    while (nodes.size() < NODES) {
      var incoming = new ArrayList<Edges.Incoming>();
      for (var source : nodes) {
        incoming.add(new Edges.Incoming(edge++, source, 1));
      }
      nodes.add(new NodeValue(build.tf(), edges.into(build, name, incoming, channels)));
    }
    return nodes.get(NODES - 1).value();
  }

  private static Operand<TFloat32> weighted(
      Ops tf, Operand<TFloat32> x, @Nullable Operand<TFloat32> weight) {
    return weight == null ? tf.identity(x) : tf.math.mul(x, weight);
  }
}
