package org.espalier.models.weights;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.models.space.Stem;

/**
 * The form of the network whose weights a file holds, by the shapes of its tensors: the stem's say
 * how images enter and how wide it is, the numbers of cells how deep, the classifier's how many
 * classes. A width of blocks is the one that fits best.
 */
final class FormInference {

  private static final Pattern CELL = Pattern.compile("cells?\\.?(\\d{1,4})[./].*");
  private static final List<Double> WIDTHS =
      List.of(1.0, 1.2, 0.5, 0.75, 1.4, 0.35, 0.25, 0.15, 0.6, 0.8, 1.1, 1.25, 1.3, 1.5, 1.75, 2.0);
  private static final int CLASSES = 1000;
  private static final int SIDE = 224;
  private static final int MOST_CLASSES = 1 << 17;
  private static final int MOST_CHANNELS = 1 << 12;

  private final GivenArchitecture architecture;
  private final List<TensorEntry> tensors;

  private FormInference(GivenArchitecture architecture, List<TensorEntry> tensors) {
    this.architecture = architecture;
    this.tensors = tensors;
  }

  static NetworkForm of(GivenArchitecture architecture, List<TensorEntry> tensors) {
    return new FormInference(architecture, tensors).form();
  }

  /** Classes of the classifier; empty where the file has none of a known name. */
  static Optional<Integer> classes(List<TensorEntry> tensors) {
    var published =
        Stream.of("classifier.weight", "classifier.linear.weight", "classifier.0.weight")
            .flatMap(name -> shape(tensors, name).stream())
            .map(shape -> shape.get(0));
    var own = shape(tensors, "classifier/kernel").stream().map(shape -> shape.get(1));
    return Stream.concat(published, own)
        .filter(classes -> classes >= 2 && classes <= MOST_CLASSES)
        .map(Math::toIntExact)
        .findFirst();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private NetworkForm form() {
    var space = architecture.space();
    int classes = classes(tensors).orElse(CLASSES);
    if (!NetworkForm.isOfCells(space)) {
      return WIDTHS.stream()
          .map(width -> NetworkForm.ofBlocks(space, width, SIDE, classes))
          .filter(this::exists)
          .min(Comparator.comparingInt(this::differences))
          .orElseGet(() -> NetworkForm.ofBlocks(space, 1, SIDE, classes));
    }
    var large = channels("stem0.0.weight", 0).or(() -> channels("stem0/first/kernel", 3));
    if (large.isPresent()) {
      return NetworkForm.ofCells(space, Stem.IMAGENET, 2 * large.get(), cells(14), classes);
    }
    var small = channels("stem.0.weight", 0).or(() -> channels("stem/kernel", 3));
    if (space.name().equals("nb201")) {
      return NetworkForm.ofCells(space, Stem.CIFAR, small.orElse(16), cells(15), classes);
    }
    return NetworkForm.ofCells(
        space, Stem.CIFAR, small.map(all -> Math.max(2, all / 3)).orElse(36), cells(20), classes);
  }

  private boolean exists(NetworkForm form) {
    try {
      Weights.layout(architecture, form);
      return true;
    } catch (IllegalArgumentException | ArithmeticException tooNarrowOrTooLarge) {
      return false;
    }
  }

  private int differences(NetworkForm form) {
    var map = Weights.map(architecture, form, tensors);
    return WeightsDifferences.between(map, tensors).lines().size();
  }

  private Optional<Integer> channels(String name, int axis) {
    return shape(tensors, name)
        .filter(shape -> shape.size() == 4)
        .map(shape -> shape.get(axis))
        .filter(channels -> channels >= 1 && channels <= MOST_CHANNELS)
        .map(Math::toIntExact);
  }

  /** Cells that the names count; the published number where they name none. */
  private int cells(int published) {
    int last =
        tensors.stream()
            .map(tensor -> CELL.matcher(tensor.name()))
            .filter(java.util.regex.Matcher::matches)
            .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
            .filter(cell -> cell < 1000)
            .max()
            .orElse(published - 1);
    return Math.max(3, last + 1);
  }

  private static Optional<List<Long>> shape(List<TensorEntry> tensors, String name) {
    return tensors.stream()
        .filter(tensor -> tensor.name().equals(name) && tensor.shape().size() > 1)
        .map(TensorEntry::shape)
        .findFirst();
  }
}
