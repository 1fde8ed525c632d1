package org.espalier.models.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.Operation;
import org.espalier.models.operation.AbsentLayer;
import org.espalier.models.operation.InvertedResidual;
import org.espalier.schemas.Genotype;

/**
 * The space of ProxylessNAS: 21 blocks in six stages, each an inverted residual of kernel 3, 5 or 7
 * and expansion 3 or 6. A block that keeps shape may be {@code Zero}, which leaves it out. The text
 * is the blocks' names as its authors write them, parted by commas.
 *
 * <p><b>Source:</b> Cai, Zhu, Han 2019, ProxylessNAS, <a
 * href="https://arxiv.org/abs/1812.00332">arXiv:1812.00332</a>, and its authors' code.
 */
public final class ProxylessSpace implements SearchSpace {

  static final String NAME = "proxyless";
  static final int[] KERNELS = {3, 5, 7};
  static final int[] EXPANSIONS = {3, 6};
  static final String ZERO = "Zero";
  static final int[] BLOCKS = {4, 4, 4, 4, 4, 1};
  static final int[] WIDTHS = {24, 40, 80, 96, 192, 320};
  static final List<Decision> DECISIONS =
      IntStream.range(0, IntStream.of(BLOCKS).sum())
          .mapToObj(
              at ->
                  new Decision(
                      "block" + (at + 1), operations(at).stream().map(Operation::label).toList()))
          .toList();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Decision> decisions() {
    return DECISIONS;
  }

  @Override
  public String text(int[] encoding) {
    return IntStream.range(0, encoding.length)
        .mapToObj(at -> DECISIONS.get(at).options().get(encoding[at]))
        .collect(Collectors.joining(","));
  }

  @Override
  public Genotype parse(String text) {
    var parts = Arrays.stream(text.strip().split(",", -1)).map(String::strip).toList();
    if (parts.size() != DECISIONS.size()) {
      throw malformed(text, "it has " + parts.size() + " blocks, not " + DECISIONS.size());
    }
    var encoding = new int[parts.size()];
    for (int at = 0; at < encoding.length; at++) {
      var decision = DECISIONS.get(at);
      var block = parts.get(at);
      var why =
          block.equals(ZERO)
              ? decision.name() + " changes shape and cannot be Zero"
              : NearestName.message("option of " + decision.name(), block, decision.options());
      encoding[at] = decision.option(block).orElseThrow(() -> malformed(text, why));
    }
    return genotype(encoding);
  }

  @Override
  public Network searchNetwork(NetworkSize size, InputShape input) {
    return new ProxylessNetwork(size.blocks(NAME).rigid(NAME), input);
  }

  @Override
  public Network evaluationNetwork(NetworkSize size, InputShape input, Evaluation how) {
    return new ProxylessNetwork(size.blocks(NAME).rigid(NAME), input);
  }

  @Override
  public NetworkSize publishedSize(InputShape input, Optional<Stem> stem) {
    return BlockSize.published(NAME, 1, input, ProxylessNetwork.STRIDES, stem);
  }

  /** The options of a block, as many as its decision has. */
  static List<Operation> operations(int block) {
    var operations = new ArrayList<Operation>();
    for (int expansion : EXPANSIONS) {
      for (int kernel : KERNELS) {
        operations.add(InvertedResidual.mbConv(kernel, expansion));
      }
    }
    if (!isFirst(block)) {
      operations.add(new AbsentLayer(ZERO));
    }
    return List.copyOf(operations);
  }

  /** Whether a block is the first of its stage. */
  static boolean isFirst(int block) {
    int first = 0;
    for (int blocks : BLOCKS) {
      if (block == first) {
        return true;
      }
      first += blocks;
    }
    return false;
  }

  private static IllegalArgumentException malformed(String text, String why) {
    return new IllegalArgumentException(
        "'%s' is not a proxyless architecture: %s. Expected form: 21 blocks such as 3x3_MBConv6 or Zero, parted by ','"
            .formatted(text, why));
  }
}
