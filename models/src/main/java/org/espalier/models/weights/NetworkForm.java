package org.espalier.models.weights;

import java.util.Optional;
import java.util.regex.Pattern;
import org.espalier.models.data.Normalization;
import org.espalier.models.graph.LayerSettings;
import org.espalier.models.layer.InputShape;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Stem;
import org.espalier.models.space.StemSettings;

/**
 * The network around the cells or blocks of an architecture: width, depth, images and classes.
 *
 * @param name {@code imagenet-c48-l14}, {@code cifar-c36-l20}, {@code mobilenetv3-w1.2-224}
 * @param size width, depth and strides
 * @param input images and classes
 * @param normalization mean and deviation of the images it was trained on
 * @param normEpsilon ε of its batch normalization
 */
public record NetworkForm(
    String name,
    NetworkSize size,
    InputShape input,
    Normalization normalization,
    float normEpsilon) {

  private static final Pattern CELLS = Pattern.compile("(cifar|imagenet)-c(\\d{1,4})-l(\\d{1,3})");
  private static final Pattern BLOCKS =
      Pattern.compile("([a-z0-9]+?)(?:-w(\\d{1,2}(?:\\.\\d{1,3})?))?-(\\d{1,4})");
  private static final float EPSILON = LayerSettings.DEFAULTS.normEpsilon();
  private static final int CIFAR = 32;
  private static final int IMAGENET = 224;
  static final int COLOURS = 3;

  /**
   * The form of a name, in a space.
   *
   * @throws IllegalArgumentException naming the form and what is expected
   */
  public static NetworkForm named(String name, SearchSpace space, int classes) {
    var cells = CELLS.matcher(name);
    if (cells.matches() && isOfCells(space)) {
      return ofCells(
          space,
          Stem.named(cells.group(1)),
          Integer.parseInt(cells.group(2)),
          Integer.parseInt(cells.group(3)),
          classes);
    }
    var blocks = BLOCKS.matcher(name);
    if (blocks.matches() && blocks.group(1).equals(space.name()) && !isOfCells(space)) {
      var width = Optional.ofNullable(blocks.group(2)).map(Double::valueOf).orElse(1.0);
      return ofBlocks(space, width, Integer.parseInt(blocks.group(3)), classes);
    }
    throw new IllegalArgumentException(
        "--network must be like %s for an architecture of space %s, was '%s'"
            .formatted(
                isOfCells(space) ? "imagenet-c48-l14 or cifar-c36-l20" : space.name() + "-w1.2-224",
                space.name(),
                name));
  }

  /** The form of a network that is described already. */
  public static NetworkForm of(SearchSpace space, NetworkSize size, InputShape input) {
    if (!isOfCells(space)) {
      var width = size.blocks(space.name()).width();
      return new NetworkForm(
          "%s-w%s-%d".formatted(space.name(), width, input.shorterSide()),
          size,
          input,
          usual(space, Stem.CIFAR, input),
          EPSILON);
    }
    var cells = size.cells(space.name());
    var stem = cells.stem().map(StemSettings::kind).orElse(Stem.CIFAR);
    return new NetworkForm(
        "%s-c%d-l%d".formatted(stem.label(), cells.channels(), cells.cells()),
        size,
        input,
        usual(space, stem, input),
        EPSILON);
  }

  /** Cells, for images of 224 pixels behind ImageNet's stem and of 32 behind the other. */
  static NetworkForm ofCells(SearchSpace space, Stem stem, int channels, int cells, int classes) {
    int side = stem == Stem.IMAGENET ? IMAGENET : CIFAR;
    var own = space.name().equals("nb201") ? Optional.<StemSettings>empty() : of(stem);
    var input = new InputShape(side, side, COLOURS, classes);
    return of(space, new CellSize(channels, cells, own), input);
  }

  /** Blocks of a width, with the published strides as far as the images allow. */
  static NetworkForm ofBlocks(SearchSpace space, double width, int side, int classes) {
    var input = new InputShape(side, side, COLOURS, classes);
    var strides = space.publishedSize(input, Optional.empty()).blocks(space.name()).strides();
    return of(space, new BlockSize(width, strides), input);
  }

  /** The same with the figures of a recipe. */
  public NetworkForm with(Normalization mean, float epsilon) {
    return new NetworkForm(name, size, input, mean, epsilon);
  }

  /**
   * The same network for images of another size; it normalizes them as it did.
   *
   * @param side height and width, pixels
   */
  public NetworkForm ofSide(int side) {
    // The name of cells says their number last, not the side.
    return new NetworkForm(
        name.replaceFirst("-\\d+$", "-" + side),
        size,
        new InputShape(side, side, input.channels(), input.classes()),
        normalization,
        normEpsilon);
  }

  /** Mean and deviation of the images that published networks of such a form were trained on. */
  private static Normalization usual(SearchSpace space, Stem stem, InputShape input) {
    if (stem == Stem.IMAGENET || input.shorterSide() >= IMAGENET / 2) {
      return Normalization.IMAGENET;
    }
    return switch (input.classes()) {
      case 100 -> Normalization.CIFAR100;
      case 120 -> Normalization.IMAGENET16;
      default -> isDarts(space) ? Normalization.CIFAR10_DARTS : Normalization.CIFAR10;
    };
  }

  static boolean isOfCells(SearchSpace space) {
    return isDarts(space) || space.name().equals("nb201");
  }

  private static boolean isDarts(SearchSpace space) {
    return space.name().startsWith("darts");
  }

  private static Optional<StemSettings> of(Stem stem) {
    return Optional.of(StemSettings.of(stem));
  }
}
