package org.espalier.transforms.registry;

import java.util.List;
import org.espalier.transforms.method.DsmNas;
import org.espalier.transforms.method.DsmNasPlus;
import org.espalier.transforms.method.LocalSearch;
import org.espalier.transforms.method.RandomSearch;
import org.espalier.transforms.method.RegularizedEvolution;
import org.espalier.transforms.method.Reinforce;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.method.evolution.AutoSpace;
import org.espalier.transforms.method.gradient.Cnas;
import org.espalier.transforms.method.gradient.Darts;
import org.espalier.transforms.method.gradient.DrNas;
import org.espalier.transforms.method.gradient.Dsnas;
import org.espalier.transforms.method.gradient.Enas;
import org.espalier.transforms.method.gradient.Gdas;
import org.espalier.transforms.method.gradient.PcDarts;
import org.espalier.transforms.method.gradient.Proxyless;
import org.espalier.transforms.method.gradient.Snas;

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
              "DSM-NAS from the centres of a search on another data set (DSM-NAS+)"),
          new Entry(
              "drnas",
              DrNas.class,
              "Dirichlet mixtures by the pathwise gradient, in stages (Chen et al. 2021)"),
          new Entry(
              "dsnas",
              Dsnas.class,
              "sampled paths by the gradients of their gates, no retraining (Hu et al. 2020)"),
          new Entry(
              "darts",
              Darts.class,
              "softmax mixtures by the gradient of the validation loss (Liu et al. 2019)"),
          new Entry(
              "pc-darts",
              PcDarts.class,
              "DARTS on part of the channels, with weighted edges (Xu et al. 2020)"),
          new Entry(
              "snas",
              Snas.class,
              "Gumbel-softmax mixtures, one level, resource penalty (Xie et al. 2019)"),
          new Entry(
              "gdas",
              Gdas.class,
              "hard Gumbel-softmax paths, straight-through (Dong and Yang 2019)"),
          new Entry(
              "enas",
              Enas.class,
              "a controller draws the paths of shared weights (Pham et al. 2018)"),
          new Entry(
              "proxyless",
              Proxyless.class,
              "gates on two or all options, or rewards of paths, with a penalty on multiply-adds (Cai et al. 2019)"),
          new Entry(
              "cnas",
              Cnas.class,
              "a policy gradient in a space that grows stage by stage (Guo et al. 2020)"),
          new Entry(
              "autospace",
              AutoSpace.class,
              "evolves a space of cells, to be searched next (Zhang et al. 2021, our"
                  + " reconstruction)"));

  private SearchMethods() {}

  /** All methods, in the order in which they are listed to people. */
  public static List<Entry> all() {
    return ALL;
  }
}
