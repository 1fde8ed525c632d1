package org.espalier.models.network;

import org.espalier.models.space.DartsCells;
import org.espalier.models.space.DartsMacro;
import org.espalier.models.space.PoolNorm;

/**
 * A network of DARTS cells as it is trained from scratch.
 *
 * <p>Source: Liu et al. 2019, DARTS, arXiv:1806.09055, section 3.2; CNAS, SNAS, PC-DARTS and DrNAS
 * train what they found in the same networks.
 *
 * @param macro depth, width and stem
 * @param cells the normal and the reduction cell; a node may read the same node twice, as in CNAS
 * @param pools what follows a pooling
 * @param auxiliaryWeight weight in the training loss of a second classifier after the second
 *     reduction, at least 0; 0 for none. It is not part of the network that infers
 * @param images what the images are like
 * @param optimizer how weights are updated
 */
public record DartsEvaluation(
    DartsMacro macro,
    DartsCells cells,
    PoolNorm pools,
    float auxiliaryWeight,
    ImageSettings images,
    OptimizerSettings optimizer) {
  /** Weight of the auxiliary loss in DARTS. */
  public static final float AUXILIARY_WEIGHT = 0.4f;

  /** Checks the ranges. */
  public DartsEvaluation {
    if (!(auxiliaryWeight >= 0)) {
      throw new IllegalArgumentException(
          "auxiliaryWeight must be at least 0, was " + auxiliaryWeight);
    }
    int smallest = AuxiliaryHead.smallestImage(macro.stem());
    if (auxiliaryWeight > 0 && Math.min(images.height(), images.width()) < smallest) {
      throw new IllegalArgumentException(
          "images must have at least %d × %d pixels for an auxiliary classifier, have %d × %d"
              .formatted(smallest, smallest, images.height(), images.width()));
    }
  }

  /** Whether a second classifier is trained. */
  boolean auxiliary() {
    return auxiliaryWeight > 0;
  }
}
