package org.espalier.models.space;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The search spaces that exist. A new one is one class and one line: in this list, or, for a space
 * of another jar on the class path, in its {@code META-INF/services} as {@link ServiceLoader} says.
 */
public final class SearchSpaces {

  private static final List<SearchSpace> ALL =
      Stream.concat(
              Stream.of(
                  new Nb201Space(),
                  new DartsTwoInputs(),
                  new DartsAllEdges(),
                  new DartsSequences(),
                  new MobileNetV3Space(),
                  new ShuffleNetSpace(),
                  new ProxylessSpace(),
                  new CellSpace()),
              ServiceLoader.load(SearchSpace.class).stream().map(ServiceLoader.Provider::get))
          .toList();

  private SearchSpaces() {}

  /** All search spaces, in the order in which they are listed to users. */
  public static List<SearchSpace> all() {
    return ALL;
  }

  /**
   * The search space with a name: one of those that exist, or one that was learned, whose name
   * {@code espalier spaces import} makes.
   *
   * @throws IllegalArgumentException naming the name, the nearest one and all that exist
   */
  public static SearchSpace named(String name) {
    if (name.startsWith(LearnedSpaceName.PREFIX)) {
      return LearnedSpaceName.space(name);
    }
    for (var space : ALL) {
      if (space.name().equals(name)) {
        return space;
      }
    }
    var names = ALL.stream().map(SearchSpace::name).toList();
    throw new IllegalArgumentException(NearestName.message("search space", name, names));
  }
}
