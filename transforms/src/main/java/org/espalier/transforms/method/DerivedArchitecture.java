package org.espalier.transforms.method;

import java.util.List;
import org.espalier.schemas.DecisionWeights;
import org.espalier.schemas.Genotype;

/**
 * What the parameters of a method stand for.
 *
 * @param decisionWeights how it weighs the options of each decision
 * @param derived the architecture that the weights amount to
 * @param skipConnects edges of that architecture which pass their source on
 * @param drawn architectures drawn from the method's distribution; empty where it has none
 */
public record DerivedArchitecture(
    List<DecisionWeights> decisionWeights,
    Genotype derived,
    int skipConnects,
    List<Genotype> drawn) {

  /** Copies the lists. */
  public DerivedArchitecture {
    decisionWeights = List.copyOf(decisionWeights);
    drawn = List.copyOf(drawn);
  }
}
