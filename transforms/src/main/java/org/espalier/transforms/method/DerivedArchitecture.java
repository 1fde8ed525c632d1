package org.espalier.transforms.method;

import java.util.List;
import org.espalier.schemas.EdgeWeights;
import org.espalier.schemas.Genotype;

/**
 * What the parameters of a method stand for.
 *
 * @param edges how it weighs the operations of each edge
 * @param derived the architecture that the weights amount to
 * @param skipConnects edges of that architecture which pass their source on
 * @param drawn architectures drawn from the method's distribution; empty where it has none
 */
public record DerivedArchitecture(
    List<EdgeWeights> edges, Genotype derived, int skipConnects, List<Genotype> drawn) {

  /** Copies the lists. */
  public DerivedArchitecture {
    edges = List.copyOf(edges);
    drawn = List.copyOf(drawn);
  }
}
