package org.espalier.models.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The genes of a cell of AutoSpace: the expansion, how nodes 2 and 3 mix what enters them, and an
 * operation on each of five edges. Node 0 is the expanded input, node 3 is projected to the output.
 * The edges 1←0, 2←1 and 3←2 always have an operation, so that node 3 is reachable in every cell;
 * edge 3←0 never has one, as a block has a shortcut of its own.
 *
 * <p>Source: the codes in the files of github.com/zhangdaquan (AutoSpace, arXiv:2103.11833). What
 * the codes mean is our reading: 1 no edge, 2 identity, c above 2 a depthwise convolution of kernel
 * c − 2.
 *
 * @param codes of each gene in the order of {@link #GENES}
 */
public record MotifGenes(List<Integer> codes) {
  /** Code of an edge without an operation. */
  static final int NO_EDGE = 1;

  /** Code of the identity. */
  static final int IDENTITY = 2;

  private static final List<Integer> MIXES = List.of(0, 1);
  private static final List<Integer> CHAIN = List.of(2, 3, 5);
  private static final List<Integer> FREE = List.of(1, 2, 3, 5);

  /**
   * A gene.
   *
   * @param name for example {@code edge10}, the edge from node 0 to node 1
   * @param codes those that are searched
   * @param allCodes those and what substituted kernels have
   */
  public record Gene(String name, List<Integer> codes, List<Integer> allCodes) {
    Gene(String name, List<Integer> codes) {
      this(name, codes, codes);
    }

    /** Whether it is an edge's. */
    public boolean isEdge() {
      return name.startsWith("edge");
    }
  }

  /** All genes, in order. */
  public static final List<Gene> GENES =
      List.of(
          new Gene("expansion", List.of(0, 1, 2)),
          new Gene("mix2", MIXES),
          new Gene("mix3", MIXES),
          new Gene("edge10", CHAIN, List.of(2, 3, 5, 7, 9)),
          new Gene("edge20", FREE),
          new Gene("edge21", CHAIN),
          new Gene("edge31", FREE),
          new Gene("edge32", CHAIN));

  /** Channels between by those of the input, by the code of the expansion; 1 was never seen. */
  public static final List<Integer> EXPANSIONS = List.of(1, 3, 6);

  private static final int FIRST_MIX = 1;
  private static final int FIRST_EDGE = 3;

  /** The cell that is an inverted residual with one, two or three depthwise convolutions. */
  public static final List<MotifGenes> REFERENCES =
      List.of(parse("2-00-5-15-15"), parse("2-00-5-15-12"), parse("2-00-5-12-12"));

  /** Checks the codes. */
  public MotifGenes {
    codes = List.copyOf(codes);
    if (codes.size() != GENES.size()) {
      throw new IllegalArgumentException(
          "a cell must have %d genes, has %s".formatted(GENES.size(), codes));
    }
    for (int at = 0; at < codes.size(); at++) {
      var gene = GENES.get(at);
      if (!gene.allCodes().contains(codes.get(at))) {
        throw new IllegalArgumentException(
            "gene %s of a cell must be one of %s, was %d"
                .formatted(gene.name(), gene.allCodes(), codes.get(at)));
      }
    }
  }

  /** The cell with these options of the codes that are searched. */
  public static MotifGenes of(List<Integer> options) {
    return new MotifGenes(
        IntStream.range(0, options.size())
            .mapToObj(at -> GENES.get(at).codes().get(options.get(at)))
            .toList());
  }

  /**
   * The options that it has of the codes that are searched.
   *
   * @throws IllegalArgumentException where a kernel was substituted
   */
  public List<Integer> options() {
    var options = new ArrayList<Integer>();
    for (int at = 0; at < codes.size(); at++) {
      int option = GENES.get(at).codes().indexOf(codes.get(at));
      if (option < 0) {
        throw new IllegalArgumentException(
            "gene %s must be one of %s where cells are searched, was %d"
                .formatted(GENES.get(at).name(), GENES.get(at).codes(), codes.get(at)));
      }
      options.add(option);
    }
    return options;
  }

  /**
   * The cell of a text such as {@code 2-00-5-15-12}: expansion, mixes, then the edges into nodes 1,
   * 2 and 3.
   *
   * @throws IllegalArgumentException naming the text and the form
   */
  public static MotifGenes parse(String text) {
    if (!text.matches("\\d-\\d\\d-\\d-\\d\\d-\\d\\d")) {
      throw new IllegalArgumentException(
          "'%s' is not a cell. Expected form: 2-00-5-15-12, expansion, mixes, edges into nodes 1, 2 and 3"
              .formatted(text));
    }
    return new MotifGenes(text.replace("-", "").chars().mapToObj(c -> c - '0').toList());
  }

  /** The text that {@link #parse} reads. */
  public String text() {
    var digits = codes.stream().map(String::valueOf).collect(Collectors.joining());
    return String.join(
        "-",
        digits.substring(0, 1),
        digits.substring(1, 3),
        digits.substring(3, 4),
        digits.substring(4, 6),
        digits.substring(6));
  }

  /**
   * The same network in one form: where node 2 is node 1, the last two edges may change places.
   *
   * @return itself, or the cell with the lower code first
   */
  public MotifGenes canonical() {
    boolean isOneNode = codes.get(1) == 0 && edge(1) == NO_EDGE && edge(2) == IDENTITY;
    boolean swaps = isOneNode && edge(3) != NO_EDGE && edge(3) > edge(4);
    return swaps ? with(FIRST_EDGE + 3, edge(4)).with(FIRST_EDGE + 4, edge(3)) : this;
  }

  /** All cells that are searched, each network once, in canonical form. */
  public static List<MotifGenes> searched() {
    var all = List.of(List.<Integer>of());
    for (var gene : GENES) {
      all =
          all.stream()
              .flatMap(
                  begun ->
                      gene.codes().stream()
                          .map(code -> Stream.concat(begun.stream(), Stream.of(code)).toList()))
              .toList();
    }
    return all.stream().map(codes -> new MotifGenes(codes).canonical()).distinct().toList();
  }

  /** A cell drawn uniformly from those that are searched. */
  public static MotifGenes random(RandomGenerator random) {
    return new MotifGenes(
        GENES.stream().map(gene -> gene.codes().get(random.nextInt(gene.codes().size()))).toList());
  }

  /** The same with one gene, drawn uniformly, of another code, drawn uniformly. */
  public MotifGenes mutated(RandomGenerator random) {
    int at = random.nextInt(GENES.size());
    var others = new ArrayList<>(GENES.get(at).codes());
    others.remove(codes.get(at));
    return with(at, others.get(random.nextInt(others.size())));
  }

  /** Genes in which another cell differs. */
  public int distance(MotifGenes other) {
    return (int)
        IntStream.range(0, codes.size())
            .filter(at -> !codes.get(at).equals(other.codes.get(at)))
            .count();
  }

  /** Itself, or where its first edge is a depthwise convolution one with each kernel of 3, 5, 7. */
  public List<MotifGenes> kernelVariants() {
    return edge(0) <= IDENTITY + 1
        ? List.of(this)
        : List.of(with(FIRST_EDGE, 5), with(FIRST_EDGE, 7), with(FIRST_EDGE, 9));
  }

  /** Channels between by those of the input. */
  public int expansion() {
    return EXPANSIONS.get(codes.get(0));
  }

  /** Whether a node, 2 or 3, mixes by channel attention. */
  boolean attends(int node) {
    return codes.get(FIRST_MIX + node - 2) == 1;
  }

  /** The code of an edge, counted from 0 in the order of the genes. */
  int edge(int at) {
    return codes.get(FIRST_EDGE + at);
  }

  private MotifGenes with(int at, int code) {
    var changed = new ArrayList<>(codes);
    changed.set(at, code);
    return new MotifGenes(changed);
  }
}
