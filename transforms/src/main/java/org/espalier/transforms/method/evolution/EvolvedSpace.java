package org.espalier.transforms.method.evolution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.models.operation.MotifGenes;
import org.espalier.schemas.CellMember;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.SpaceState;
import org.espalier.transforms.method.MethodStates;
import org.jspecify.annotations.Nullable;

/** The space that a search has evolved so far. */
public final class EvolvedSpace {
  private final SpaceState state;

  private EvolvedSpace(SpaceState state) {
    this.state = state;
  }

  /**
   * The space of a state.
   *
   * @throws IllegalArgumentException if the search is of another method
   */
  public static EvolvedSpace of(SearchState state) {
    return new EvolvedSpace(
        MethodStates.of(state, SpaceState.class)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the run must be of method autospace and have a round, is of method %s at round %d"
                            .formatted(state.getMethod(), state.getRound()))));
  }

  /** Generations made. */
  public int generation() {
    return state.getGeneration();
  }

  /**
   * The fittest cells of each group that were trained, then the references.
   *
   * @param cells cells of a group beside the references, at least 1
   * @throws IllegalArgumentException where a group has fewer
   */
  public List<List<MotifGenes>> lists(int cells, boolean references) {
    return IntStream.range(0, state.getGroups().size())
        .mapToObj(group -> list(group, cells, references))
        .toList();
  }

  /** The most cells that every group has trained beside the references. */
  public int mostCells() {
    return IntStream.range(0, state.getGroups().size())
        .map(group -> trained(group).size())
        .min()
        .orElse(0);
  }

  private List<MotifGenes> trained(int group) {
    return CellEvolution.ranked(state.getGroups().get(group).getMembers()).stream()
        .filter(member -> !member.getReference() && member.getTrained() > 0)
        .map(member -> MotifGenes.parse(member.getCell()))
        .toList();
  }

  private List<MotifGenes> list(int group, int cells, boolean references) {
    var ranked = trained(group);
    if (cells < 1 || cells > ranked.size()) {
      throw new IllegalArgumentException(
          "--cells must be in [1, %d], as many as group %d has trained beside the references, was %d"
              .formatted(ranked.size(), group, cells));
    }
    return Stream.concat(
            ranked.stream().limit(cells),
            references ? MotifGenes.REFERENCES.stream() : Stream.empty())
        .toList();
  }

  /** Every member, one row each, fittest first within its group. */
  public List<Map<String, @Nullable Object>> rows() {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (var group = 0; group < state.getGroups().size(); group++) {
      for (var member : CellEvolution.ranked(state.getGroups().get(group).getMembers())) {
        rows.add(row(group, member));
      }
    }
    return rows;
  }

  private static Map<String, @Nullable Object> row(int group, CellMember member) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("group", group);
    row.put("cell", member.getCell());
    row.put("fitness", member.getFitness());
    row.put("born", member.getBorn());
    row.put("trained", member.getTrained());
    row.put("parent", member.getParent());
    row.put("reference", member.getReference());
    return row;
  }

  /** The same as a table. */
  public String text() {
    var text = new StringBuilder("group  cell           fitness   born  trained  parent\n");
    for (var group = 0; group < state.getGroups().size(); group++) {
      for (var member : CellEvolution.ranked(state.getGroups().get(group).getMembers())) {
        text.append(line(group, member));
      }
    }
    return text.toString();
  }

  private static String line(int group, CellMember member) {
    var parent = Objects.requireNonNullElse(member.getParent(), "");
    return String.format(
        Locale.ROOT,
        "%5d  %-13s %+8.4f  %5d  %7d  %s%n",
        group,
        member.getCell(),
        member.getFitness(),
        member.getBorn(),
        member.getTrained(),
        member.getReference() ? "reference" : parent);
  }
}
