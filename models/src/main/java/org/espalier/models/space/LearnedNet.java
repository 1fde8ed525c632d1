package org.espalier.models.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.models.operation.MotifGenes;

/**
 * A network as AutoSpace and ProxylessNAS write it: a stem, blocks, a pointwise convolution and a
 * classifier.
 *
 * @param batchNormEpsilon ε of its batch normalization
 * @param stem channels of the stem
 * @param blocks all blocks, the fixed one first
 * @param features channels before the classifier
 * @param classes outputs of the classifier
 */
public record LearnedNet(
    double batchNormEpsilon, int stem, List<Block> blocks, int features, int classes) {
  /** The cell that is an inverted residual of kernel 3. */
  private static final MotifGenes PLAIN = MotifGenes.parse("2-00-5-12-12");

  /** What a block is. */
  public enum Kind {
    /** A cell. */
    MOTIF("Motif"),
    /** An inverted residual. */
    MB_CONV("MBInvertedConvLayer"),
    /** Nothing beside the shortcut. */
    ZERO("ZeroLayer");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Its name in files. */
    String label() {
      return label;
    }
  }

  /**
   * A block.
   *
   * @param in channels that enter; 0 for {@link Kind#ZERO}, as all that follow but stride
   * @param out channels that leave
   * @param kernel of an inverted residual; as written for a cell, which has kernels of its own
   * @param stride 1 or 2
   * @param expansion channels between by those that enter
   * @param cell of {@link Kind#MOTIF} only
   * @param shortcut channels of the shortcut; 0 without one
   */
  public record Block(
      Kind kind,
      int in,
      int out,
      int kernel,
      int stride,
      int expansion,
      Optional<MotifGenes> cell,
      int shortcut) {
    /** Its name as an option of a learned space. */
    String label() {
      return switch (kind) {
        case MOTIF -> cell.orElseThrow().text();
        case MB_CONV -> "%dx%d_MBConv%d".formatted(kernel, kernel, expansion);
        case ZERO -> "Zero";
      };
    }
  }

  /** Keeps a copy. */
  public LearnedNet {
    blocks = List.copyOf(blocks);
  }

  /**
   * The learned space of its own cells, inverted residuals and blocks that are left out; a pair of
   * blocks without a cell has that of an inverted residual.
   */
  public LearnedSpace space() {
    var lists = new ArrayList<List<MotifGenes>>();
    for (int list = 0; list < LearnedSpace.LISTS; list++) {
      int first = 1 + list * LearnedSpace.BLOCKS_OF_A_LIST;
      int end = Math.min(first + LearnedSpace.BLOCKS_OF_A_LIST, blocks.size());
      var cells =
          blocks.subList(first, end).stream()
              .flatMap(block -> block.cell().stream())
              .distinct()
              .toList();
      lists.add(cells.isEmpty() ? List.of(PLAIN) : cells);
    }
    return LearnedSpace.of(lists, new LearnedExtras(false, true, true));
  }

  /** All blocks but the fixed one as an architecture of a learned space. */
  public String text() {
    return blocks.stream().skip(1).map(Block::label).collect(Collectors.joining(","));
  }
}
