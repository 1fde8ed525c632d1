package org.espalier.models.space;

/**
 * The cells of SNAS: every edge decided for itself, and none among the choices. Size 8²⁸.
 *
 * <p>Source: Xie, Zheng, Liu, Lin, "SNAS: stochastic neural architecture search", ICLR 2019, <a
 * href="https://arxiv.org/abs/1812.09926">arXiv:1812.09926</a>.
 */
final class DartsAllEdges implements DartsSpace {

  @Override
  public String name() {
    return "darts-all-edges";
  }
}
