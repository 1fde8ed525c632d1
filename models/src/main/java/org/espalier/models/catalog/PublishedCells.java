package org.espalier.models.catalog;

import java.util.List;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.space.DartsCells;
import org.espalier.models.space.DartsMacro;

/** The published cells of the DARTS spaces. A new one is an entry in this list. */
public final class PublishedCells {

  /** A paper, and what its cells have in common. */
  private enum Paper {
    DARTS(
        "Liu, Simonyan, Yang, DARTS: differentiable architecture search",
        2019,
        "https://arxiv.org/abs/1806.09055",
        "darts",
        PoolNorm.NONE),
    PC_DARTS(
        "Xu et al., PC-DARTS: partial channel connections",
        2020,
        "https://arxiv.org/abs/1907.05737",
        "darts",
        PoolNorm.NONE),
    DRNAS(
        "Chen et al., DrNAS: Dirichlet neural architecture search",
        2021,
        "https://arxiv.org/abs/2006.10355",
        "darts",
        PoolNorm.PLAIN),
    CNAS(
        "Guo et al., Breaking the curse of space explosion (CNAS)",
        2020,
        "https://arxiv.org/abs/2007.07197",
        "darts",
        PoolNorm.NONE),
    SNAS(
        "Xie et al., SNAS: stochastic neural architecture search",
        2019,
        "https://arxiv.org/abs/1812.09926",
        "darts-all-edges",
        PoolNorm.AFFINE);

    private final String title;
    private final int year;
    private final String link;
    private final String space;
    private final PoolNorm pools;

    Paper(String title, int year, String link, String space, PoolNorm pools) {
      this.title = title;
      this.year = year;
      this.link = link;
      this.space = space;
      this.pools = pools;
    }

    PublishedCell cell(String name, String cells, String note, PublishedSize... sizes) {
      return new PublishedCell(
          name, title, year, link, space, DartsCells.parse(cells), pools, List.of(sizes), note);
    }
  }

  private static final List<PublishedCell> ALL =
      List.of(
          Paper.CNAS.cell(
              "CNAS",
              "normal:dil_conv_3x3~1+sep_conv_3x3~0|sep_conv_3x3~0+skip_connect~1|sep_conv_3x3~1+max_pool_3x3~3|sep_conv_3x3~2+sep_conv_3x3~4;"
                  + "reduce:sep_conv_3x3~0+skip_connect~1|dil_conv_5x5~2+skip_connect~1|dil_conv_3x3~2+sep_conv_3x3~1|sep_conv_5x5~0+sep_conv_3x3~3",
              "3.66 M is the figure in the authors' repository; the paper says 3.7 M, which the cell has.",
              PublishedSize.of(DartsMacro.CIFAR, "3.66"),
              PublishedSize.of(DartsMacro.IMAGENET, "5.3", "576")),
          Paper.DRNAS.cell(
              "DrNAS_cifar10",
              "normal:sep_conv_3x3~0+sep_conv_5x5~1|sep_conv_3x3~1+sep_conv_3x3~2|skip_connect~0+sep_conv_3x3~1|sep_conv_3x3~2+dil_conv_5x5~3;"
                  + "reduce:max_pool_3x3~0+sep_conv_5x5~1|dil_conv_5x5~2+sep_conv_5x5~1|sep_conv_5x5~1+dil_conv_5x5~3|skip_connect~4+sep_conv_5x5~1",
              "",
              PublishedSize.of(DartsMacro.CIFAR, "4.1")),
          Paper.DRNAS.cell(
              "DrNAS_imagenet",
              "normal:sep_conv_3x3~1+sep_conv_3x3~0|sep_conv_3x3~0+sep_conv_3x3~1|sep_conv_3x3~0+dil_conv_3x3~3|skip_connect~0+sep_conv_3x3~1;"
                  + "reduce:max_pool_3x3~0+sep_conv_3x3~1|sep_conv_3x3~0+skip_connect~2|sep_conv_3x3~0+sep_conv_3x3~2|sep_conv_3x3~3+sep_conv_3x3~1",
              "644 M follow from the cell by no rule; the nearest, profiler, gives 641 M.",
              PublishedSize.of(DartsMacro.IMAGENET, "5.7", "644")),
          Paper.DARTS.cell(
              "DARTS_V1",
              "normal:sep_conv_3x3~1+sep_conv_3x3~0|skip_connect~0+sep_conv_3x3~1|skip_connect~0+sep_conv_3x3~1|sep_conv_3x3~0+skip_connect~2;"
                  + "reduce:max_pool_3x3~0+max_pool_3x3~1|skip_connect~2+max_pool_3x3~0|max_pool_3x3~0+skip_connect~2|skip_connect~2+avg_pool_3x3~0",
              "3.3 M do not follow from the cell, which has 3.17 M; DARTS_V2 has 3.3 M.",
              PublishedSize.of(DartsMacro.CIFAR, "3.3")),
          Paper.DARTS.cell(
              "DARTS_V2",
              "normal:sep_conv_3x3~0+sep_conv_3x3~1|sep_conv_3x3~0+sep_conv_3x3~1|sep_conv_3x3~1+skip_connect~0|skip_connect~0+dil_conv_3x3~2;"
                  + "reduce:max_pool_3x3~0+max_pool_3x3~1|skip_connect~2+max_pool_3x3~1|max_pool_3x3~0+skip_connect~2|skip_connect~2+max_pool_3x3~1",
              "574 M follow from the cell by no rule; the nearest, profiler, gives 544 M.",
              PublishedSize.of(DartsMacro.CIFAR, "3.3"),
              PublishedSize.of(DartsMacro.IMAGENET, "4.7", "574")),
          Paper.PC_DARTS.cell(
              "PC_DARTS_cifar",
              "normal:sep_conv_3x3~1+skip_connect~0|sep_conv_3x3~0+dil_conv_3x3~1|sep_conv_5x5~0+sep_conv_3x3~1|avg_pool_3x3~0+dil_conv_3x3~1;"
                  + "reduce:sep_conv_5x5~1+max_pool_3x3~0|sep_conv_5x5~1+sep_conv_5x5~2|sep_conv_3x3~0+sep_conv_3x3~3|sep_conv_3x3~1+sep_conv_3x3~2",
              "",
              PublishedSize.of(DartsMacro.CIFAR, "3.6"),
              PublishedSize.of(DartsMacro.IMAGENET, "5.3", "586")),
          Paper.PC_DARTS.cell(
              "PC_DARTS_image",
              "normal:skip_connect~1+sep_conv_3x3~0|sep_conv_3x3~0+skip_connect~1|sep_conv_3x3~1+sep_conv_3x3~3|sep_conv_3x3~1+dil_conv_5x5~4;"
                  + "reduce:sep_conv_3x3~0+skip_connect~1|dil_conv_5x5~2+max_pool_3x3~1|sep_conv_3x3~2+sep_conv_3x3~1|sep_conv_5x5~0+sep_conv_3x3~3",
              "",
              PublishedSize.of(DartsMacro.IMAGENET, "5.3", "597")),
          Paper.SNAS.cell(
              "SNAS_mild",
              "normal:sep_conv_3x3~0+sep_conv_3x3~1|skip_connect~0+dil_conv_3x3~1|skip_connect~0+skip_connect~1|skip_connect~0+sep_conv_3x3~1;"
                  + "reduce:max_pool_3x3~0+max_pool_3x3~1|max_pool_3x3~1+skip_connect~2|max_pool_3x3~1+skip_connect~2|max_pool_3x3~0+dil_conv_5x5~2",
              "2.9 M, and 4.3 M with 522 M on ImageNet, do not follow from the cell, with or "
                  + "without normalization after pools; SNAS_moderate would have 4.3 M.",
              PublishedSize.of(DartsMacro.CIFAR, "2.9"),
              PublishedSize.of(DartsMacro.IMAGENET, "4.3", "522")),
          Paper.SNAS.cell(
              "SNAS_moderate",
              "normal:dil_conv_5x5~0+skip_connect~1|sep_conv_3x3~0+skip_connect~1|skip_connect~0+skip_connect~1|sep_conv_3x3~0+dil_conv_5x5~1;"
                  + "reduce:max_pool_3x3~0+max_pool_3x3~1|sep_conv_5x5~0+dil_conv_5x5~1|sep_conv_5x5~0+sep_conv_5x5~1|sep_conv_5x5~0+sep_conv_5x5~1",
              "",
              PublishedSize.of(DartsMacro.CIFAR, "2.8")),
          Paper.SNAS.cell(
              "SNAS_aggressive",
              "normal:sep_conv_5x5~0+skip_connect~1|skip_connect~0+skip_connect~1|dil_conv_5x5~1+skip_connect~0|skip_connect~0+dil_conv_5x5~1;"
                  + "reduce:sep_conv_5x5~0+none~1|sep_conv_5x5~0+none~1|none~1+none~0|none~1+none~0",
              "",
              PublishedSize.of(DartsMacro.CIFAR, "2.3")));

  private PublishedCells() {}

  /** All of them, grouped by paper. */
  public static List<PublishedCell> all() {
    return ALL;
  }
}
