package org.espalier.models.network;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.space.DartsMacro;
import org.espalier.models.space.EdgeSpace;
import org.espalier.models.space.SearchSpaces;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The search network of DARTS: a stem, and cells of four nodes, each a function of the two cells
 * before it. The cells at a third and at two thirds halve height and width and double the channels;
 * their edges are those of the second type. Odd extents are halved to the larger half.
 *
 * <p>Source: Liu et al. 2019, "DARTS", ICLR. Pools are followed by a batch normalization, as in its
 * search network. The stem is that for small images, of 3C channels, unless the settings say
 * otherwise; PC-DARTS and DrNAS search on ImageNet with three convolutions of stride 2.
 */
final class DartsCells implements Cells {
  private static final int INPUTS = 2;
  private static final int NODES = 4;
  private static final int SMALLEST_IMAGENET = 32;
  private static final StemSettings SMALL_IMAGES = StemSettings.of(DartsMacro.Stem.CIFAR);
  private static final EdgeSpace NAMES = (EdgeSpace) SearchSpaces.named("darts");
  private static final int EDGES_A_TYPE = NAMES.decisions() / 2;

  /** A cell's output, with its channels. */
  private record Output(NodeValue value, int channels) {}

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
    return DartsOperation.NONE;
  }

  @Override
  public int skip() {
    return DartsOperation.SKIP_CONNECT;
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
    return DartsOperation.apply(build, name, operation, x, channels, stride, affine, true, weight);
  }

  @Override
  public Operand<TFloat32> logits(
      Build build, NetworkSettings settings, Edges edges, Operand<TFloat32> images) {
    int channels = settings.channels();
    var how = settings.stem().orElse(SMALL_IMAGES);
    var stem = DartsStem.of(build, how, channels, images, settings.images().channels());
    var before = new Output(stem.before(), stem.channels());
    var last = new Output(stem.last(), stem.channels());
    boolean reduced = stem.halved();
    for (int i = 0; i < settings.cells(); i++) {
      boolean reduces = i == settings.cells() / 3 || i == 2 * settings.cells() / 3;
      channels = reduces ? 2 * channels : channels;
      var cell = new Cell(build, edges, "cell" + i, channels, reduces, settings.affineCells());
      var output = cell.output(before, last, reduced);
      before = last;
      last = new Output(new NodeValue(build.tf(), output), NODES * channels);
      reduced = reduces;
    }
    return Classifier.pooled(
        build, last.value().value(), last.channels(), settings.images().classes());
  }

  @Override
  public void check(NetworkSettings settings) {
    if (settings.cells() < 3) {
      throw new IllegalArgumentException(
          "cells must be at least 3 in the DARTS spaces, was " + settings.cells());
    }
    if (settings.images().height() % 4 != 0 || settings.images().width() % 4 != 0) {
      throw new IllegalArgumentException(
          "height and width of images must be multiples of 4, were %d and %d"
              .formatted(settings.images().height(), settings.images().width()));
    }
    if (settings.stem().map(StemSettings::kind).orElse(null) == DartsMacro.Stem.IMAGENET) {
      checkImageNet(settings.channels(), settings.images());
    }
  }

  /////////////////////////////////////////////////////////////////////////////

  private static void checkImageNet(int channels, ImageSettings images) {
    if (Math.min(images.height(), images.width()) < SMALLEST_IMAGENET) {
      throw new IllegalArgumentException(
          ("images must have at least %d × %d pixels with stem imagenet, five halvings before the"
                  + " classifier, have %d × %d: leave stem out, or give larger images")
              .formatted(SMALLEST_IMAGENET, SMALLEST_IMAGENET, images.height(), images.width()));
    }
    if (channels < 2) {
      throw new IllegalArgumentException(
          "channels must be at least 2 with stem imagenet, was " + channels);
    }
  }

  private record Cell(
      Build build, Edges edges, String name, int channels, boolean reduces, boolean affine) {

    /** The four nodes side by side, [batch, h, w, 4 channels]. */
    Operand<TFloat32> output(Output before, Output last, boolean reduced) {
      var nodes = new ArrayList<NodeValue>();
      nodes.add(input("/input0", before, reduced));
      nodes.add(input("/input1", last, false));
      int edge = reduces ? EDGES_A_TYPE : 0;
      var values = new ArrayList<Operand<TFloat32>>();
      for (int node = 0; node < NODES; node++) {
        var incoming = new ArrayList<Edges.Incoming>();
        for (int source = 0; source < nodes.size(); source++) {
          int stride = reduces && source < INPUTS ? 2 : 1;
          incoming.add(new Edges.Incoming(edge++, nodes.get(source), stride));
        }
        var value = new NodeValue(build.tf(), edges.into(build, name, incoming, channels));
        nodes.add(value);
      }
      nodes.subList(INPUTS, nodes.size()).forEach(node -> values.add(node.value()));
      return build.tf().concat(values, build.tf().constant(3));
    }

    private NodeValue input(String suffix, Output from, boolean half) {
      var x =
          half
              ? FactorizedReduce.apply(
                  build, name + suffix, from.value(), from.channels(), channels, affine, null)
              : ReluConvBn.apply(
                  build, name + suffix, from.value(), from.channels(), channels, affine);
      return new NodeValue(build.tf(), x);
    }
  }
}
