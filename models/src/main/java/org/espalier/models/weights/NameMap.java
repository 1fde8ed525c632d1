package org.espalier.models.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.models.layer.Layout;
import org.espalier.models.layer.Slice;
import org.espalier.models.space.DartsCells;

/**
 * Which tensor of a file holds the values of each tensor of a network.
 *
 * @param code whose names the file has
 * @param tensors ours with theirs, in the order of ours
 * @param spare whether a name may be there that no network needs to infer
 */
public record NameMap(String code, List<MappedTensor> tensors, Predicate<String> spare) {

  private static final String COUNTER = ".num_batches_tracked";
  private static final String STATISTIC = ".running_mean";

  /** Keeps a copy. */
  public NameMap {
    tensors = List.copyOf(tensors);
  }

  /** Our own names and order of axes. */
  public static NameMap own(Layout layout) {
    var tensors = layout.slices().stream().map(MappedTensor::own).toList();
    return new NameMap("Espalier", tensors, name -> name.startsWith("auxiliary/"));
  }

  /**
   * The names of the code in which an architecture of this space was published; empty where none is
   * known here.
   *
   * @param layout the tensors of its network
   */
  public static Optional<NameMap> published(GivenArchitecture architecture, Layout layout) {
    return names(architecture, layout).map(names -> of(names, layout));
  }

  /** The names of all tensors there. */
  public Set<String> names() {
    return tensors.stream().map(MappedTensor::name).collect(Collectors.toSet());
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  static NameMap of(PublishedNames names, Layout layout) {
    var tensors =
        layout.slices().stream()
            .map(slice -> MappedTensor.torch(slice, name(names, slice)))
            .toList();
    var counters =
        tensors.stream()
            .map(MappedTensor::name)
            .filter(name -> name.endsWith(STATISTIC))
            .map(name -> name.substring(0, name.length() - STATISTIC.length()) + COUNTER)
            .collect(Collectors.toSet());
    return new NameMap(
        names.code(), tensors, name -> names.isSpare(name) || counters.contains(name));
  }

  private static Optional<PublishedNames> names(GivenArchitecture architecture, Layout layout) {
    var path = architecture.space().encoding(architecture.genotype());
    return switch (architecture.space().name()) {
      case "darts" ->
          Optional.of(
              new DartsNames(
                  DartsCells.parse(architecture.text()),
                  layout.slices().stream().map(Slice::name).collect(Collectors.toSet())));
      case "mobilenetv3" -> Optional.of(OfaNames.of(architecture.space(), path, false));
      case "shufflenet" -> Optional.of(new DsnasNames(Arrays.stream(path).boxed().toList()));
      default -> Optional.empty();
    };
  }

  private static String name(PublishedNames names, Slice slice) {
    int end = slice.name().lastIndexOf('/');
    var layer = slice.name().substring(0, end);
    return switch (slice.name().substring(end + 1)) {
      case "kernel" -> names.convolution(layer) + ".weight";
      case "bias" -> names.convolution(layer) + ".bias";
      case "scale" -> names.normalization(layer) + ".weight";
      case "offset" -> names.normalization(layer) + ".bias";
      case "mean" -> names.normalization(layer) + STATISTIC;
      case "variance" -> names.normalization(layer) + ".running_var";
      default -> throw PublishedNames.unknown(names.code(), slice.name());
    };
  }
}
