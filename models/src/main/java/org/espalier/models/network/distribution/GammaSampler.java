package org.espalier.models.network.distribution;

import java.util.Map;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.StatelessProgram;

/**
 * Draws gamma variates with scale 1 and their pathwise derivatives. The same concentrations and
 * seed give the same numbers, bit for bit, in every process of a kind of machine. Safe for use by
 * several threads.
 *
 * <p>Source: the implicit derivative −(∂F/∂α)/f of the distribution function F and density f, as
 * Figurnov, Mohamed, Mnih, "Implicit reparameterization gradients", NeurIPS 2018, by TensorFlow's
 * {@code RandomGammaGrad}.
 */
public final class GammaSampler {

  private static final GammaSampler ONLY = new GammaSampler();

  private final StatelessProgram program = new StatelessProgram(new GammaSource());

  /**
   * Variates with their derivatives.
   *
   * @param values the variates, each at least 1e-30
   * @param derivatives the derivative of each by its concentration
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one step, is never compared
  public record Gammas(float[] values, float[] derivatives) {}

  private GammaSampler() {}

  /** The sampler. */
  public static GammaSampler get() {
    return ONLY;
  }

  /**
   * Draws one variate for each concentration.
   *
   * @param concentrations each above 0
   */
  public Gammas draw(float[] concentrations, long seed) {
    var outputs =
        program.run(
            GammaSource.DRAW,
            Map.of(
                "concentrations",
                HostArray.vector(concentrations),
                "seed",
                HostArray.of(new long[] {seed, 0}, 2)));
    return new Gammas(outputs.get("gammas").floats(), outputs.get("derivatives").floats());
  }
}
