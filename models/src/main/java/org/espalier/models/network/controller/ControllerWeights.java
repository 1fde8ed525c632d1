package org.espalier.models.network.controller;

import java.util.random.RandomGenerator;

/**
 * All that a controller has learned: flat arrays, [parameters].
 *
 * @param parameters the parameters
 * @param firstMoment Adam's mean of the gradients
 * @param secondMoment Adam's mean of the squared gradients
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record ControllerWeights(float[] parameters, float[] firstMoment, float[] secondMoment) {

  private static final float INITIAL_RANGE = 0.1f;

  /** Those of a controller that has learned nothing: uniform in [-0.1, 0.1). */
  static ControllerWeights initial(int size, RandomGenerator random) {
    var parameters = new float[size];
    for (var i = 0; i < parameters.length; i++) {
      parameters[i] = (random.nextFloat() * 2 - 1) * INITIAL_RANGE;
    }
    return new ControllerWeights(parameters, new float[size], new float[size]);
  }
}
