package org.espalier.models.testing;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.network.SampledMixture;
import org.espalier.models.network.SampledPath;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.Evaluation;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.StemSettings;
import org.espalier.schemas.SupernetForm;

/** Small generated batches whose class shows in brightness and stripes, and networks for them. */
public final class Pictures {
  public static final ImageSettings TINY = images(8);
  public static final OptimizerSettings PLAIN = new OptimizerSettings(0, false, 0, true, 0, 0);

  /** Edges of an nb201 cell. */
  public static final int EDGES = 6;

  /** Operations of an nb201 edge. */
  public static final int OPERATIONS = 5;

  /** One path a step, all options there. */
  public static final SupernetForm PATH = SupernetForm.newBuilder().setMixed(false).build();

  /** All options on all channels. */
  public static final SupernetForm MIXED = mixed(1, false, List.of());

  private Pictures() {}

  public static SupernetForm mixed(int partial, boolean edgeWeights, List<Boolean> allowed) {
    return SupernetForm.newBuilder()
        .setMixed(true)
        .setPartial(partial)
        .setEdgeWeights(edgeWeights)
        .setAllowed(allowed)
        .build();
  }

  /** Square images of four classes, without augmentation. */
  public static ImageSettings images(int size) {
    var half = List.of(0.5f, 0.5f, 0.5f);
    var quarter = List.of(0.25f, 0.25f, 0.25f);
    return new ImageSettings(size, size, false, half, quarter, 0, false, 0, 4);
  }

  /** An nb201 search network of four channels and three cells. */
  public static NetworkSettings network(OptimizerSettings optimizer) {
    return search(SearchSpaces.named("nb201"), new CellSize(4, 3), TINY, optimizer);
  }

  /** That network as it is trained from scratch. */
  public static NetworkSettings evaluation(OptimizerSettings optimizer) {
    var network =
        SearchSpaces.named("nb201")
            .evaluationNetwork(new CellSize(4, 3), TINY.input(), Evaluation.of(PoolNorm.NONE));
    return new NetworkSettings(network, TINY, optimizer);
  }

  public static NetworkSettings search(
      SearchSpace space, NetworkSize size, ImageSettings images, OptimizerSettings optimizer) {
    return new NetworkSettings(space.searchNetwork(size, images.input()), images, optimizer);
  }

  /** Search networks of DARTS cells. */
  public static NetworkSettings darts(
      int channels,
      int cells,
      Optional<StemSettings> stem,
      ImageSettings images,
      OptimizerSettings optimizer) {
    var size = new CellSize(channels, cells, stem);
    return search(SearchSpaces.named("darts"), size, images, optimizer);
  }

  public static Batch batch(int size, ImageSettings images, long seed) {
    var random = new SplittableRandom(seed);
    var bytes = new byte[size * images.bytes()];
    var labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = i % images.classes();
      for (int at = 0; at < images.bytes(); at++) {
        int stripe = (at / 3) % (labels[i] + 2) == 0 ? 120 : 0;
        bytes[i * images.bytes() + at] = (byte) (stripe + random.nextInt(100));
      }
    }
    return Batch.of(bytes, labels);
  }

  /** A path of nb201. */
  public static SampledPath path(SplittableRandom random) {
    return new SampledPath(random.ints(EDGES, 0, OPERATIONS).toArray());
  }

  /** A mixture of nb201. */
  public static SampledMixture mixture(SplittableRandom random) {
    var weights = new float[EDGES * OPERATIONS];
    for (int at = 0; at < weights.length; at++) {
      weights[at] = 0.1f + 0.2f * (float) random.nextDouble();
    }
    return SampledMixture.of(weights);
  }
}
