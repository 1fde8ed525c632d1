package org.espalier.models.network;

/**
 * A mixture of all options of a supernet.
 *
 * @param optionWeights weight of each option of each decision, one after the other
 * @param edgeWeights weight of each decision; empty where the supernet has none
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record SampledMixture(float[] optionWeights, float[] edgeWeights) implements Sample {

  /** A mixture for a supernet whose decisions have no weights. */
  public static SampledMixture of(float... optionWeights) {
    return new SampledMixture(optionWeights, new float[0]);
  }
}
