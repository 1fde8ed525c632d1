package org.espalier.models.space;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A phase in space {@code mobilenetv3}: kernel and expansion are drawn for each layer, the depth
 * for each unit, uniformly from what the phase has.
 *
 * <p>Source: the phases of Once-for-All's authors' code for MobileNetV3.
 *
 * @param kind what shrinks
 * @param kernels kernels there are
 * @param depths layers that a unit may have
 * @param expansions expansions there are
 * @param sortedBy expansions used before, where channels are sorted; empty where they are not
 */
record MobileNetV3Phase(
    String kind,
    List<Integer> kernels,
    List<Integer> depths,
    List<Integer> expansions,
    List<Integer> sortedBy)
    implements ShrinkPhase {

  private static final List<Integer> FOUR = List.of(4);
  private static final List<Integer> SIX = List.of(6);
  private static final List<Integer> NONE = List.of();

  /** Kernels, then depths 3 and 4, then all; then expansions 4 and 6, then all. */
  static final List<ShrinkPhase> ALL =
      List.of(
          new MobileNetV3Phase("kernel", List.of(3, 5, 7), FOUR, SIX, NONE),
          new MobileNetV3Phase("depth", List.of(3, 5, 7), List.of(3, 4), SIX, NONE),
          new MobileNetV3Phase("depth", List.of(3, 5, 7), List.of(2, 3, 4), SIX, NONE),
          new MobileNetV3Phase(
              "expand", List.of(3, 5, 7), List.of(2, 3, 4), List.of(4, 6), List.of(6)),
          new MobileNetV3Phase(
              "expand", List.of(3, 5, 7), List.of(2, 3, 4), List.of(3, 4, 6), List.of(4, 6)));

  @Override
  public int[] draw(RandomGenerator random) {
    var encoding = new int[MobileNetV3Network.UNITS * MobileNetV3Network.LAYERS];
    for (int unit = 0; unit < MobileNetV3Network.UNITS; unit++) {
      int depth = any(depths, random);
      for (int layer = 0; layer < depth; layer++) {
        int at = unit * MobileNetV3Network.LAYERS + layer;
        int kernel = MobileNetV3Space.KERNELS.indexOf(any(kernels, random));
        int expansion = MobileNetV3Space.EXPANSIONS.indexOf(any(expansions, random));
        encoding[at] =
            MobileNetV3Space.option(at, kernel * MobileNetV3Space.EXPANSIONS.size() + expansion);
      }
    }
    return encoding;
  }

  private static int any(List<Integer> values, RandomGenerator random) {
    return values.get(random.nextInt(values.size()));
  }
}
