package org.espalier.models.space;

import java.util.List;
import java.util.Optional;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.Network;
import org.espalier.models.operation.PoolNorm;
import org.espalier.schemas.Genotype;

/**
 * A space of DARTS cells: an operation on each of the 14 edges of the normal cell, then on each of
 * the 14 of the reduction cell. The edge from node f to node t has index (t-2)(t+1)/2 + f in its
 * cell. The spaces differ in which of these encodings are architectures.
 *
 * <p>Source: Liu, Simonyan, Yang, "DARTS: differentiable architecture search", ICLR 2019, <a
 * href="https://arxiv.org/abs/1806.09055">arXiv:1806.09055</a>.
 */
public sealed interface DartsSpace extends SearchSpace permits DartsTwoInputs, DartsAllEdges {

  @Override
  default List<Decision> decisions() {
    return DartsGraph.DECISIONS;
  }

  @Override
  default String text(int[] encoding) {
    return DartsCells.of(encoding).text();
  }

  /** Takes every form that {@link DartsCells#parse} takes. */
  @Override
  default Genotype parse(String text) {
    try {
      return genotype(DartsCells.parse(text).encoding());
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "'%s' is not a %s architecture: %s. Expected form: %s"
              .formatted(text, name(), wrong.getMessage(), DartsText.FORM),
          wrong);
    }
  }

  /**
   * Equal for cells that are the same but for the numbers of their intermediate nodes. Nodes that
   * compute the same by another graph, such as one that only copies its input, still differ.
   */
  @Override
  default String canonical(Genotype genotype) {
    return DartsCanonical.key(encoding(genotype));
  }

  /** By one edge at a width of 16 channels and stride 1, whatever the target. */
  @Override
  default double[] optionCosts(Target target) {
    var operations = DartsGraph.operations(true, PoolNorm.NONE);
    return OptionCounts.relativeMadds(new LoneEdges(operations, DartsGraph.EDGES.size()));
  }

  @Override
  default String dot(Genotype genotype) {
    return DartsDrawing.dot(name(), DartsCells.of(encoding(genotype)));
  }

  @Override
  default Network searchNetwork(NetworkSize size, InputShape input) {
    return DartsNetwork.search(size.cells(name()), input);
  }

  @Override
  default Network evaluationNetwork(NetworkSize size, InputShape input, Evaluation how) {
    return DartsNetwork.evaluation(size.cells(name()), input, how);
  }

  @Override
  default boolean heedsEvaluation() {
    return true;
  }

  /** 36 channels and 20 cells, or with the stem for ImageNet 48 and 14. */
  @Override
  default NetworkSize publishedSize(InputShape input, Optional<Stem> stem) {
    return stem.map(DartsMacro::of).orElseGet(() -> DartsMacro.of(input)).size();
  }
}
