package org.espalier.transforms.method.gradient;

/**
 * What one pass of a supernet runs. Edges and operations are in the order of the {@link
 * org.espalier.models.space.EdgeSpace}; operations that the form leaves out have weight 0.
 *
 * <p>A learner's own draws carry what it needs to turn the gradient of the loss into that of its
 * parameters.
 */
public interface Draw {

  /** Weight of each operation on each edge, [edges, operations] row by row; empty for a path. */
  float[] mixture();

  /** Weight of each edge, [edges]; empty where the form has none. */
  float[] edgeWeights();

  /** Operation of each edge, [edges]; empty for a mixture. */
  int[] path();

  /**
   * A mixture that needs nothing more.
   *
   * @param mixture weight of each operation on each edge, [edges, operations] row by row
   * @param edgeWeights weight of each edge, [edges], or empty
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one step, is never compared
  record Mixture(float[] mixture, float[] edgeWeights) implements Draw {
    @Override
    public int[] path() {
      return new int[0];
    }
  }

  /**
   * A path that needs nothing more.
   *
   * @param path operation of each edge, [edges]
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one step, is never compared
  record Path(int[] path) implements Draw {
    @Override
    public float[] mixture() {
      return new float[0];
    }

    @Override
    public float[] edgeWeights() {
      return new float[0];
    }
  }
}
