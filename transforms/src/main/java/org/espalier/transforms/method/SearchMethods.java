package org.espalier.transforms.method;

import java.util.List;

/** Every search method there is. A new one is a record and a line here. */
public final class SearchMethods {

  /**
   * A method by name.
   *
   * @param name as configurations write it
   * @param type the record whose components are its settings
   * @param summary one line on what it does, with its source
   */
  public record Entry(String name, Class<? extends SearchMethod> type, String summary) {}

  private static final List<Entry> ALL =
      List.of(
          new Entry(
              "random",
              RandomSearch.class,
              "uniform draws from the whole space (Li and Talwalkar 2019)"),
          new Entry(
              "regularized-evolution",
              RegularizedEvolution.class,
              "tournaments, one mutation, the oldest dies (Real et al. 2019)"),
          new Entry(
              "local-search",
              LocalSearch.class,
              "first better neighbour, with restarts (White et al. 2021)"),
          new Entry(
              "reinforce",
              Reinforce.class,
              "policy gradient on independent softmax choices (Williams 1992)"),
          new Entry(
              "dsm-nas",
              DsmNas.class,
              "a controller edits the centres of moving subspaces (DSM-NAS)"),
          new Entry(
              "dsm-nas-plus",
              DsmNasPlus.class,
              "DSM-NAS from the centres of a search on another data set (DSM-NAS+)"));

  private SearchMethods() {}

  /** All methods, in the order in which they are listed to people. */
  public static List<Entry> all() {
    return ALL;
  }
}
