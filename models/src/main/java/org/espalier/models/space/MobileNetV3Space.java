package org.espalier.models.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.Operation;
import org.espalier.models.operation.AbsentLayer;
import org.espalier.models.operation.InvertedResidual;
import org.espalier.schemas.Genotype;

/**
 * The space of Once-for-All over MobileNetV3: five units of two to four layers, each an inverted
 * residual of kernel 3, 5 or 7 and expansion 3, 4 or 6. The third and fourth layer of a unit may be
 * absent. The resolution of the images is a setting of a run, not a decision.
 *
 * <p>Decisions are layers, unit by unit. A fourth layer without a third denotes the third: {@link
 * #genotype} moves it there. The text is {@code depths:kernels:expansions}, 5, 20 and 20 numbers
 * with 0 for layers that are absent.
 *
 * <p><b>Source:</b> Cai et al. 2020, Once-for-All, <a
 * href="https://arxiv.org/abs/1908.09791">arXiv:1908.09791</a>; searched by DSM-NAS.
 */
public final class MobileNetV3Space implements SearchSpace {

  static final String NAME = "mobilenetv3";
  static final List<Integer> KERNELS = List.of(3, 5, 7);
  static final List<Integer> EXPANSIONS = List.of(3, 4, 6);
  static final String ABSENT = "absent";
  static final int KINDS = KERNELS.size() * EXPANSIONS.size();
  static final List<Decision> DECISIONS = decisionsOfLayers();

  private static final int LEAST_LAYERS = 2;
  private static final double PUBLISHED_WIDTH = 1.2;
  private static final int[] UNIT_SIZES = {KINDS * KINDS, power(3), power(4)};

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Decision> decisions() {
    return DECISIONS;
  }

  /** (9² + 9³ + 9⁴)⁵. */
  @Override
  public BigInteger size() {
    return BigInteger.valueOf(IntStream.of(UNIT_SIZES).sum()).pow(MobileNetV3Network.UNITS);
  }

  @Override
  public int[] normalized(int[] encoding) {
    var normal = encoding.clone();
    for (int third = 2; third < normal.length; third += MobileNetV3Network.LAYERS) {
      if (normal[third] == 0) {
        normal[third] = normal[third + 1];
        normal[third + 1] = 0;
      }
    }
    return normal;
  }

  @Override
  public String text(int[] encoding) {
    return MobileNetV3Text.format(encoding);
  }

  /**
   * The genotype of a text in one of the published forms: {@code depths:kernels:expansions}; 20
   * numbers in [0, 9], 0 for an absent layer; or Once-for-All's {@code {"ks": …, "e": …, "d": …}}.
   */
  @Override
  public Genotype parse(String text) {
    return genotype(MobileNetV3Text.parse(text));
  }

  @Override
  public Genotype random(RandomGenerator random) {
    var encoding = new int[DECISIONS.size()];
    for (int first = 0; first < encoding.length; first += MobileNetV3Network.LAYERS) {
      int rank = random.nextInt(IntStream.of(UNIT_SIZES).sum());
      int layers = LEAST_LAYERS;
      while (rank >= UNIT_SIZES[layers - LEAST_LAYERS]) {
        rank -= UNIT_SIZES[layers - LEAST_LAYERS];
        layers++;
      }
      for (int layer = 0; layer < layers; layer++) {
        encoding[first + layer] = option(first + layer, rank % KINDS);
        rank /= KINDS;
      }
    }
    return genotype(encoding);
  }

  /** A layer becomes another, the last of a unit absent, or the first that is absent appears. */
  @Override
  public Genotype mutate(Genotype genotype, RandomGenerator random) {
    var encoding = encoding(genotype);
    var open =
        IntStream.range(0, encoding.length).filter(at -> !edits(encoding, at).isEmpty()).toArray();
    int at = open[random.nextInt(open.length)];
    var edits = edits(encoding, at);
    return genotype(Encodings.with(encoding, at, edits.get(random.nextInt(edits.size()))));
  }

  @Override
  public List<Genotype> neighbours(Genotype genotype) {
    var encoding = encoding(genotype);
    return IntStream.range(0, encoding.length)
        .boxed()
        .flatMap(at -> edits(encoding, at).stream().map(to -> Encodings.with(encoding, at, to)))
        .map(this::genotype)
        .toList();
  }

  /** The network of the evaluation: the same, since weights are shared as they are trained. */
  @Override
  public Network searchNetwork(NetworkSize size, InputShape input) {
    return new MobileNetV3Network(size.blocks(NAME), input);
  }

  @Override
  public Network evaluationNetwork(NetworkSize size, InputShape input, Evaluation how) {
    return new MobileNetV3Network(size.blocks(NAME), input);
  }

  @Override
  public List<ShrinkPhase> shrinkPhases() {
    return MobileNetV3Phase.ALL;
  }

  /** Width 1.2, as DSM-NAS has it. */
  @Override
  public NetworkSize publishedSize(InputShape input, Optional<Stem> stem) {
    return BlockSize.published(NAME, PUBLISHED_WIDTH, input, MobileNetV3Network.STRIDES, stem);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** The options of a layer, as many as its decision has. */
  static List<Operation> operations(int decision) {
    int unit = decision / MobileNetV3Network.LAYERS;
    var operations = new ArrayList<Operation>();
    if (mayBeAbsent(decision)) {
      operations.add(new AbsentLayer(ABSENT));
    }
    for (int kernel : KERNELS) {
      for (int expansion : EXPANSIONS) {
        operations.add(
            new InvertedResidual(
                "k%d_e%d".formatted(kernel, expansion),
                kernel,
                expansion,
                MobileNetV3Network.activation(unit),
                MobileNetV3Network.squeezes(unit)));
      }
    }
    return List.copyOf(operations);
  }

  static boolean mayBeAbsent(int decision) {
    return decision % MobileNetV3Network.LAYERS >= LEAST_LAYERS;
  }

  /** The option of a kind of layer, in [0, 9): kernel by kernel, expansion by expansion. */
  static int option(int decision, int kind) {
    return mayBeAbsent(decision) ? kind + 1 : kind;
  }

  private static List<Integer> edits(int[] encoding, int at) {
    boolean present = isPresent(encoding, at);
    boolean isLast =
        at % MobileNetV3Network.LAYERS == MobileNetV3Network.LAYERS - 1
            || !isPresent(encoding, at + 1);
    if (!present && !isPresent(encoding, at - 1)) {
      return List.of();
    }
    return IntStream.range(0, DECISIONS.get(at).options().size())
        .filter(option -> option != encoding[at])
        .filter(option -> isLast || !mayBeAbsent(at) || option > 0)
        .boxed()
        .toList();
  }

  private static boolean isPresent(int[] encoding, int at) {
    return !mayBeAbsent(at) || encoding[at] > 0;
  }

  private static List<Decision> decisionsOfLayers() {
    return IntStream.range(0, MobileNetV3Network.UNITS * MobileNetV3Network.LAYERS)
        .mapToObj(
            at ->
                new Decision(
                    "unit%d_layer%d"
                        .formatted(
                            at / MobileNetV3Network.LAYERS + 1, at % MobileNetV3Network.LAYERS + 1),
                    operations(at).stream().map(Operation::label).toList()))
        .toList();
  }

  private static int power(int exponent) {
    return BigInteger.valueOf(KINDS).pow(exponent).intValueExact();
  }
}
