package org.espalier.transforms.method.gradient;

import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.space.SearchSpace;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Learner;
import org.jspecify.annotations.Nullable;

/** Small instances of {@link Proxyless}, and what they learned. */
final class ProxylessCases {

  /** The first moment after one step is the gradient. */
  static final AdamSettings GRADIENT = new AdamSettings(1e-9, 0, 0, 0, 0);

  private ProxylessCases() {}

  static Proxyless proxyless(String mode, @Nullable CostTerm cost, AdamSettings adam) {
    var rewards = mode.equals("reinforce") ? new PathRewards(4, 0.01) : null;
    return new Proxyless(4, 0, 1, mode, cost, rewards, adam);
  }

  static ArchitectureParameters waves(Proxyless method, SearchSpace space) {
    var alpha = new float[space.options().size()];
    for (var at = 0; at < alpha.length; at++) {
      alpha[at] = (float) Math.sin(3 * at);
    }
    return with(method.start(space, Seeds.random(1)), alpha);
  }

  private static ArchitectureParameters with(ArchitectureParameters start, float[] alpha) {
    var tensors =
        start.tensors().stream()
            .map(
                tensor ->
                    tensor.getName().equals(ArchitectureParameters.ALPHA)
                        ? FloatTensors.of(ArchitectureParameters.ALPHA, alpha)
                        : tensor)
            .toList();
    return start.with(tensors);
  }

  static float[] gradient(Learner learner) {
    return Parameters.values(ArchitectureParameters.ALPHA + ".first_moment", learner.tensors());
  }
}
