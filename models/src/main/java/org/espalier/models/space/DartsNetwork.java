package org.espalier.models.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Logits;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.layer.Operation;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.operation.DroppedPath;
import org.espalier.models.operation.FactorizedReduce;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.operation.ReluConvNorm;

/**
 * The networks of DARTS cells: a stem, and cells of four nodes, each a function of the two cells
 * before it. The cells at a third and at two thirds halve height and width and double the channels;
 * their edges are those of the second type. A global average and a linear layer follow.
 *
 * <p>Source: Liu et al. 2019, "DARTS", ICLR; SNAS, PC-DARTS, DrNAS and CNAS search and train in the
 * same networks. The stem is that for small images, of 3C channels, unless the size says otherwise.
 *
 * @param affine whether batch normalization inside cells has a scale and an offset
 * @param pools what follows a pooling
 * @param auxiliaryWeight weight of a second classifier in training, after the cell at two thirds; 0
 *     for none
 * @param dropsPaths whether training may drop edges
 * @param choosesSources whether a node chooses its two sources, as the decisions of {@link
 *     DartsSequences} have it; if not, each edge is a decision
 */
record DartsNetwork(
    CellSize size,
    boolean affine,
    PoolNorm pools,
    float auxiliaryWeight,
    boolean dropsPaths,
    boolean choosesSources,
    InputShape input)
    implements Network {

  private static final int SMALLEST_IMAGENET = 32;
  private static final StemSettings SMALL_IMAGES = StemSettings.of(Stem.CIFAR);

  /** Checks the settings. */
  DartsNetwork {
    if (size.cells() < 3) {
      throw new IllegalArgumentException(
          "cells must be at least 3 in the DARTS spaces, was " + size.cells());
    }
    if (stem(size).kind() == Stem.IMAGENET) {
      checkImageNet(size.channels(), input);
    }
    int smallest = AuxiliaryHead.smallestImage(stem(size).kind());
    if (auxiliaryWeight > 0 && input.shorterSide() < smallest) {
      throw new IllegalArgumentException(
          "images must have at least %d × %d pixels for an auxiliary classifier, have %d × %d"
              .formatted(smallest, smallest, input.height(), input.width()));
    }
  }

  /** As it is searched: pools are followed by a batch normalization, and none has a scale. */
  static DartsNetwork search(CellSize size, InputShape input) {
    return new DartsNetwork(size, false, PoolNorm.PLAIN, 0, false, false, input);
  }

  /** As it is trained from scratch. */
  static DartsNetwork evaluation(CellSize size, InputShape input, Evaluation how) {
    return new DartsNetwork(size, true, how.pools(), how.auxiliaryWeight(), true, false, input);
  }

  /** The same of cells whose nodes choose their sources. */
  DartsNetwork ofSequences() {
    return new DartsNetwork(size, affine, pools, auxiliaryWeight, dropsPaths, true, input);
  }

  @Override
  public String name() {
    return "darts";
  }

  @Override
  public OptionIndex options() {
    return Encodings.index(choosesSources ? DartsSequences.DECISIONS : DartsGraph.DECISIONS);
  }

  @Override
  public <T> Logits<T> logits(LayerBuilder<T> b, T images) {
    var stem = DartsStem.of(b, stem(size), size.channels(), images);
    var before = stem.before();
    var last = stem.last();
    boolean halved = stem.isHalved();
    int channels = size.channels();
    var auxiliary = Optional.<T>empty();
    for (int i = 0; i < size.cells(); i++) {
      boolean reduces = i == size.cells() / 3 || i == 2 * size.cells() / 3;
      channels = reduces ? 2 * channels : channels;
      var output = cell(b, "cell" + i, before, last, channels, reduces, halved);
      before = last;
      last = output;
      halved = reduces;
      if (b.trains() && auxiliaryWeight > 0 && i == 2 * size.cells() / 3) {
        auxiliary = Optional.of(AuxiliaryHead.apply(b, stem(size).kind(), last, input.classes()));
      }
    }
    var main = b.linear("classifier", b.globalAverage(last), input.classes());
    return new Logits<>(main, auxiliary, auxiliaryWeight);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** The four nodes side by side; the first input is brought to the extents of the second. */
  private <T> T cell(
      LayerBuilder<T> b,
      String name,
      T before,
      T last,
      int channels,
      boolean reduces,
      boolean halved) {
    var operations = operations();
    var toWidth = new ReluConvNorm(1, affine);
    var nodes = new ArrayList<T>();
    nodes.add(
        halved
            ? FactorizedReduce.apply(b, name + "/input0", before, channels, affine)
            : toWidth.apply(b, name + "/input0", before, channels, 1));
    nodes.add(toWidth.apply(b, name + "/input1", last, channels, 1));
    int edge = reduces ? DartsGraph.CELL_EDGES : 0;
    while (nodes.size() < DartsGraph.NODES) {
      var inputs = new ArrayList<NodeInput<T>>();
      for (int source = 0; source < nodes.size(); source++) {
        int stride = reduces && source < DartsGraph.INPUTS ? 2 : 1;
        var edgeName = name + "/edge" + edge;
        var always = new NodeInput<>(edgeName, edge, nodes.get(source), stride, operations);
        inputs.addAll(
            choosesSources
                ? DartsSequences.inputs(always, reduces, nodes.size(), source)
                : List.of(always));
        edge++;
      }
      nodes.add(b.node(inputs, channels));
    }
    return b.concat(nodes.subList(DartsGraph.INPUTS, DartsGraph.NODES));
  }

  private List<Operation> operations() {
    var operations = DartsGraph.operations(affine, pools);
    return dropsPaths ? operations.stream().<Operation>map(DroppedPath::new).toList() : operations;
  }

  private static StemSettings stem(CellSize size) {
    return size.stem().orElse(SMALL_IMAGES);
  }

  private static void checkImageNet(int channels, InputShape images) {
    if (images.shorterSide() < SMALLEST_IMAGENET) {
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
}
