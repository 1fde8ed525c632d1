package org.espalier.models.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.layer.Operation;
import org.espalier.models.numbers.Settings;
import org.espalier.models.operation.Motif;
import org.espalier.models.operation.MotifGenes;
import org.espalier.models.operation.ZeroBlock;
import org.espalier.schemas.Genotype;

/**
 * A space that AutoSpace learned: 21 blocks in the stages of ProxylessNAS, where consecutive blocks
 * share a list of cells in pairs, and the options beside the cells. Its name encodes the lists, so
 * the name alone is enough to rebuild the space; {@code espalier spaces import} makes the name from
 * a file.
 *
 * <p>Source: the released space of AutoSpace (arXiv:2103.11833) has 11 lists of 9 cells. That list
 * ⌊(block − 1)/2⌋ is block's is inferred: it fits the released network.
 */
public final class LearnedSpace implements SearchSpace {
  /** Lists of cells. */
  public static final int LISTS = 11;

  /** Blocks that share a list. */
  static final int BLOCKS_OF_A_LIST = 2;

  static final int BLOCKS = IntStream.of(ProxylessSpace.BLOCKS).sum();
  private static final String SHORT_NAME = "autospace";
  private static final List<Operation> MB_CONVS =
      List.of(
          new Motif("3x3_MBConv3", MotifGenes.parse("1-00-5-12-12")),
          new Motif("3x3_MBConv6", MotifGenes.parse("2-00-5-12-12")));

  private final String name;
  private final List<List<MotifGenes>> lists;
  private final List<List<Operation>> operations;
  private final List<Decision> decisions;

  /**
   * Random cells of the alphabet that evolution draws from, the control of an evolved space.
   *
   * @param cells distinct cells of each list, at least 1 and at most those there are
   */
  public static List<List<MotifGenes>> randomLists(int cells, RandomGenerator random) {
    int most = MotifGenes.searched().size();
    Settings.check(cells >= 1 && cells <= most, "cells", "in [1, " + most + "]", cells);
    return IntStream.range(0, LISTS)
        .mapToObj(
            list ->
                Stream.generate(() -> MotifGenes.random(random).canonical())
                    .distinct()
                    .limit(cells)
                    .toList())
        .toList();
  }

  private LearnedSpace(List<List<MotifGenes>> lists, LearnedExtras extras) {
    if (lists.size() != LISTS || lists.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException(
          "a learned space must have %d lists of at least one cell, has lists of %s"
              .formatted(LISTS, lists.stream().map(List::size).toList()));
    }
    this.name = LearnedSpaceName.of(lists, extras);
    this.lists = lists.stream().map(List::copyOf).toList();
    this.operations = IntStream.range(0, BLOCKS).mapToObj(at -> operations(at, extras)).toList();
    this.decisions =
        IntStream.range(0, BLOCKS)
            .mapToObj(
                at ->
                    new Decision(
                        "block" + (at + 1),
                        operations.get(at).stream().map(Operation::label).toList()))
            .toList();
  }

  /**
   * The space of some cells.
   *
   * @param lists cells of each pair of blocks, 11 lists of at least one; one that repeats counts
   *     once
   * @param extras what goes beside the cells
   * @throws IllegalArgumentException where there are more or fewer lists, or an empty one
   */
  public static LearnedSpace of(List<List<MotifGenes>> lists, LearnedExtras extras) {
    return new LearnedSpace(lists, extras);
  }

  /** The cells of each pair of blocks, as they were given. */
  public List<List<MotifGenes>> lists() {
    return lists;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Decision> decisions() {
    return decisions;
  }

  @Override
  public String text(int[] encoding) {
    return IntStream.range(0, encoding.length)
        .mapToObj(at -> decisions.get(at).options().get(encoding[at]))
        .collect(Collectors.joining(","));
  }

  @Override
  public Genotype parse(String text) {
    var parts = Arrays.stream(text.strip().split(",", -1)).map(String::strip).toList();
    if (parts.size() != BLOCKS) {
      throw malformed(text, "it has " + parts.size() + " blocks, not " + BLOCKS);
    }
    var encoding = new int[BLOCKS];
    for (int at = 0; at < BLOCKS; at++) {
      var decision = decisions.get(at);
      var why =
          NearestName.message("option of " + decision.name(), parts.get(at), decision.options());
      encoding[at] = decision.option(parts.get(at)).orElseThrow(() -> malformed(text, why));
    }
    return genotype(encoding);
  }

  /** Cells and inverted residuals that are the same network are one. */
  @Override
  public String canonical(Genotype genotype) {
    var encoding = encoding(genotype);
    return IntStream.range(0, BLOCKS)
        .mapToObj(at -> canonical(operations.get(at).get(encoding[at])))
        .collect(Collectors.joining(","));
  }

  private static String canonical(Operation operation) {
    return operation instanceof Motif motif ? motif.genes().canonical().text() : operation.label();
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
    return BlockSize.published(SHORT_NAME, 1, input, MotifNetwork.STRIDES, stem);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private Network network(NetworkSize size, InputShape input) {
    var blocks =
        IntStream.range(0, BLOCKS)
            .mapToObj(at -> new MotifNetwork.Block(at, operations.get(at), NodeInput.Sharing.NONE))
            .toList();
    return new MotifNetwork(
        SHORT_NAME, size.blocks(SHORT_NAME).rigid(SHORT_NAME), input, options(), blocks);
  }

  private List<Operation> operations(int block, LearnedExtras extras) {
    var operations = new LinkedHashMap<String, Operation>();
    for (var cell : lists.get(block / BLOCKS_OF_A_LIST)) {
      var variants = extras.kernels() ? cell.kernelVariants() : List.of(cell);
      variants.forEach(each -> operations.putIfAbsent(each.text(), Motif.of(each)));
    }
    var all = new ArrayList<>(operations.values());
    if (extras.mbConvs()) {
      all.addAll(MB_CONVS);
    }
    if (extras.zero() && !ProxylessSpace.isFirst(block)) {
      all.add(new ZeroBlock());
    }
    return List.copyOf(all);
  }

  private static IllegalArgumentException malformed(String text, String why) {
    return new IllegalArgumentException(
        "'%s' is not an architecture of this learned space: %s. Expected form: 21 blocks such as 2-00-5-12-12, 3x3_MBConv6 or Zero, parted by ','"
            .formatted(text, why));
  }
}
