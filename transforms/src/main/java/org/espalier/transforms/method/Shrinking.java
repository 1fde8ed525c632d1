package org.espalier.transforms.method;

import java.io.Serializable;
import java.util.List;
import org.espalier.models.numbers.Settings;

/**
 * Progressive shrinking: after the warm-up along the largest path, phases with ever more parts of
 * it. Before each expand phase channels are sorted by their importance.
 *
 * <p>Source: Cai et al. 2020, Once-for-All, ICLR, arXiv:1908.09791.
 *
 * @param kernelSteps steps with all kernels, at full depth and expansion, at least 1
 * @param depthSteps steps of the two depth phases, units of 3 and 4 layers and of all, at least 1
 *     each
 * @param expandSteps steps of the two expand phases, expansions 4 and 6 and all, at least 1 each
 */
public record Shrinking(int kernelSteps, List<Integer> depthSteps, List<Integer> expandSteps)
    implements Serializable {

  private static final int PHASES = 2;

  /** Checks the settings. */
  public Shrinking {
    depthSteps = List.copyOf(depthSteps);
    expandSteps = List.copyOf(expandSteps);
    Settings.atLeast("kernelSteps", kernelSteps, 1);
    check("depthSteps", depthSteps);
    check("expandSteps", expandSteps);
  }

  /** Steps of each phase, in order. */
  List<Integer> steps() {
    return List.of(
        kernelSteps, depthSteps.get(0), depthSteps.get(1), expandSteps.get(0), expandSteps.get(1));
  }

  private static void check(String name, List<Integer> steps) {
    Settings.check(
        steps.size() == PHASES && steps.stream().allMatch(each -> each >= 1),
        name,
        "two numbers of at least 1",
        steps);
  }
}
