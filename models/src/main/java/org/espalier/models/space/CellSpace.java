package org.espalier.models.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.LayerCounter;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.operation.GeneMotif;
import org.espalier.models.operation.MotifEdge;
import org.espalier.models.operation.MotifGenes;
import org.espalier.schemas.Genotype;

/**
 * All cells of AutoSpace's alphabet: 11 groups of blocks in the stages of ProxylessNAS, each with
 * one cell, whose eight genes are the decisions. This is what AutoSpace evolves spaces from.
 *
 * <p>Its search network has one set of tensors a block, of the largest shape: a cell uses the first
 * channels of each and the kernels of its edges.
 *
 * <p>Source: the alphabet of the files of AutoSpace (arXiv:2103.11833), 5184 cells a group.
 */
public final class CellSpace implements SearchSpace {
  /** Its name. */
  public static final String NAME = "autospace-cells";

  /** Groups of blocks. */
  public static final int GROUPS = LearnedSpace.LISTS;

  /** Decisions of a group. */
  public static final int GENES = MotifGenes.GENES.size();

  private static final List<Decision> DECISIONS =
      IntStream.range(0, GROUPS * GENES)
          .mapToObj(
              at ->
                  new Decision(
                      "group%d.%s".formatted(at / GENES, gene(at).name()),
                      gene(at).codes().stream().map(code -> label(gene(at), code)).toList()))
          .toList();

  /** The space. */
  public CellSpace() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Decision> decisions() {
    return DECISIONS;
  }

  /** Eight genes shape the one operation of a block. */
  @Override
  public boolean optionsHaveOutputs() {
    return false;
  }

  /** The encoding of one cell a group. */
  public static int[] encoding(List<MotifGenes> cells) {
    return cells.stream()
        .flatMap(cell -> cell.options().stream())
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The cell of each group. */
  public static List<MotifGenes> cells(List<Integer> encoding) {
    var cells = new ArrayList<MotifGenes>();
    for (int group = 0; group < GROUPS; group++) {
      cells.add(MotifGenes.of(encoding.subList(group * GENES, (group + 1) * GENES)));
    }
    return cells;
  }

  /**
   * Multiply-adds of the convolutions of each group in the network whose size is published.
   *
   * @param cells one a group
   */
  public double[] madds(List<MotifGenes> cells, Target target) {
    var network = published(target);
    var encoding = encoding(cells);
    var index = network.options();
    var mask =
        OptionMask.where(
            index, position -> encoding[index.decision(position)] == index.option(position));
    var counts = LayerCounter.maddsByOption(network, mask);
    var madds = new double[GROUPS];
    for (int position = 0; position < counts.length; position++) {
      madds[index.decision(position) / GENES] += counts[position];
    }
    return madds;
  }

  /** Cells that differ in the order of two edges that change nothing are one. */
  @Override
  public String canonical(Genotype genotype) {
    var cells = cells(Arrays.stream(encoding(genotype)).boxed().toList());
    return text(encoding(cells.stream().map(MotifGenes::canonical).toList()));
  }

  /** Multiply-adds of the convolutions outside the cells, likewise. */
  public long fixedMadds(Target target) {
    var reference = Collections.nCopies(GROUPS, MotifGenes.REFERENCES.get(0));
    var all = LayerCounter.cost(published(target), encoding(reference), CountingRule.CONV);
    var cells = Arrays.stream(madds(reference, target)).sum();
    return all.madds() - Math.round(cells);
  }

  private Network published(Target target) {
    var input = target.input();
    return network(publishedSize(input, Optional.empty()), input);
  }

  @Override
  public boolean measuresStatistics() {
    return false;
  }

  @Override
  public Network searchNetwork(NetworkSize size, InputShape input) {
    return network(size, input);
  }

  @Override
  public Network evaluationNetwork(NetworkSize size, InputShape input, Evaluation how) {
    return network(size, input);
  }

  @Override
  public NetworkSize publishedSize(InputShape input, Optional<Stem> stem) {
    return BlockSize.published(NAME, 1, input, MotifNetwork.STRIDES, stem);
  }

  private Network network(NetworkSize size, InputShape input) {
    var blocks =
        IntStream.range(0, LearnedSpace.BLOCKS)
            .map(at -> at / LearnedSpace.BLOCKS_OF_A_LIST * GENES)
            .mapToObj(
                first ->
                    new MotifNetwork.Block(first, GeneMotif.options(first), NodeInput.Sharing.CELL))
            .toList();
    return new MotifNetwork(NAME, size.blocks(NAME).rigid(NAME), input, options(), blocks);
  }

  private static MotifGenes.Gene gene(int decision) {
    return MotifGenes.GENES.get(decision % GENES);
  }

  private static String label(MotifGenes.Gene gene, int code) {
    if (gene.isEdge()) {
      return new MotifEdge(code).label();
    }
    return gene.name().equals("expansion")
        ? String.valueOf(MotifGenes.EXPANSIONS.get(code))
        : List.of("add", "attention").get(code);
  }
}
