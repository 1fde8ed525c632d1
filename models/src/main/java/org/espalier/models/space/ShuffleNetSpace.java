package org.espalier.models.space;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.Operation;
import org.espalier.models.operation.ShuffleUnit;
import org.espalier.schemas.Genotype;

/**
 * The single-path space over ShuffleNetV2: twenty blocks, each a shuffle unit of kernel 3, 5 or 7
 * or Xception's. The text is twenty numbers in [0, 3] parted by commas.
 *
 * <p><b>Source:</b> Guo et al. 2020, SPOS, <a
 * href="https://arxiv.org/abs/1904.00420">arXiv:1904.00420</a>; Hu et al. 2020, DSNAS, <a
 * href="https://arxiv.org/abs/2002.09128">arXiv:2002.09128</a>.
 */
public final class ShuffleNetSpace implements SearchSpace {

  static final String NAME = "shufflenet";
  static final int[] BLOCKS = {4, 4, 8, 4};
  static final List<Operation> OPERATIONS =
      List.of(
          new ShuffleUnit(3, false),
          new ShuffleUnit(5, false),
          new ShuffleUnit(7, false),
          new ShuffleUnit(3, true));
  static final List<Decision> DECISIONS =
      IntStream.range(0, IntStream.of(BLOCKS).sum())
          .mapToObj(
              at -> new Decision("block" + at, OPERATIONS.stream().map(Operation::label).toList()))
          .toList();

  private static final String FORM = "20 numbers in [0, 3] parted by ','";

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
    return Arrays.stream(encoding).mapToObj(Integer::toString).collect(Collectors.joining(","));
  }

  @Override
  public Genotype parse(String text) {
    var parts = text.strip().split(",", -1);
    if (parts.length != DECISIONS.size()) {
      throw malformed(text, "it has " + parts.length + " parts, not " + DECISIONS.size());
    }
    var encoding = new int[parts.length];
    for (int at = 0; at < parts.length; at++) {
      var part = parts[at].strip();
      if (!part.matches("[0-3]")) {
        throw malformed(text, "block %d must be in [0, 3], was '%s'".formatted(at, part));
      }
      encoding[at] = part.charAt(0) - '0';
    }
    return genotype(encoding);
  }

  @Override
  public Network searchNetwork(NetworkSize size, InputShape input) {
    return new ShuffleNetwork(size.blocks(NAME).rigid(NAME), input);
  }

  /** The network of the search: DSNAS does not train what it found again. */
  @Override
  public Network evaluationNetwork(NetworkSize size, InputShape input, Evaluation how) {
    return new ShuffleNetwork(size.blocks(NAME).rigid(NAME), input);
  }

  @Override
  public NetworkSize publishedSize(InputShape input, Optional<Stem> stem) {
    return BlockSize.published(NAME, 1, input, ShuffleNetwork.STRIDES, stem);
  }

  private static IllegalArgumentException malformed(String text, String why) {
    return new IllegalArgumentException(
        "'%s' is not a shufflenet architecture: %s. Expected form: %s".formatted(text, why, FORM));
  }
}
