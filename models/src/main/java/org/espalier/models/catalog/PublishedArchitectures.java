package org.espalier.models.catalog;

import java.util.List;
import org.espalier.models.operation.PoolNorm;

/** The published architectures. A new one is an entry in this list. */
public final class PublishedArchitectures {

  /** A paper, and what its architectures have in common. */
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
        PoolNorm.AFFINE),
    DSM_NAS(
        "Chen et al., Automated dominative subspace mining (DSM-NAS)",
        2024,
        "https://arxiv.org/abs/2210.17180",
        "mobilenetv3",
        PoolNorm.NONE),
    DSNAS(
        "Hu et al., DSNAS: direct neural architecture search without parameter retraining",
        2020,
        "https://arxiv.org/abs/2002.09128",
        "shufflenet",
        PoolNorm.NONE),
    AUTOSPACE(
        "Zhang et al., AutoSpace: neural architecture search with less human interference",
        2021,
        "https://arxiv.org/abs/2103.11833",
        AutoSpaceNet.SPACE,
        PoolNorm.NONE),
    MOBILENETV2(
        "Sandler et al., MobileNetV2: inverted residuals and linear bottlenecks",
        2018,
        "https://arxiv.org/abs/1801.04381",
        "",
        PoolNorm.NONE);

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

    PublishedArchitecture found(String name, String text, String note, PublishedSize... sizes) {
      return new PublishedArchitecture(
          name, title, year, link, space, text, pools, List.of(sizes), note);
    }
  }

  private static final List<PublishedArchitecture> ALL =
      List.of(
          Paper.CNAS.found(
              "CNAS",
              "normal:dil_conv_3x3~1+sep_conv_3x3~0|sep_conv_3x3~0+skip_connect~1|sep_conv_3x3~1+max_pool_3x3~3|sep_conv_3x3~2+sep_conv_3x3~4;"
                  + "reduce:sep_conv_3x3~0+skip_connect~1|dil_conv_5x5~2+skip_connect~1|dil_conv_3x3~2+sep_conv_3x3~1|sep_conv_5x5~0+sep_conv_3x3~3",
              "3.66 M is the figure in the authors' repository; the paper says 3.7 M, which the"
                  + " cell has.",
              PublishedSize.of(PublishedNetwork.CIFAR, "3.66"),
              PublishedSize.of(PublishedNetwork.IMAGENET, "5.3", "576")),
          Paper.DRNAS.found(
              "DrNAS_cifar10",
              "normal:sep_conv_3x3~0+sep_conv_5x5~1|sep_conv_3x3~1+sep_conv_3x3~2|skip_connect~0+sep_conv_3x3~1|sep_conv_3x3~2+dil_conv_5x5~3;"
                  + "reduce:max_pool_3x3~0+sep_conv_5x5~1|dil_conv_5x5~2+sep_conv_5x5~1|sep_conv_5x5~1+dil_conv_5x5~3|skip_connect~4+sep_conv_5x5~1",
              "",
              PublishedSize.of(PublishedNetwork.CIFAR, "4.1")),
          Paper.DRNAS.found(
              "DrNAS_imagenet",
              "normal:sep_conv_3x3~1+sep_conv_3x3~0|sep_conv_3x3~0+sep_conv_3x3~1|sep_conv_3x3~0+dil_conv_3x3~3|skip_connect~0+sep_conv_3x3~1;"
                  + "reduce:max_pool_3x3~0+sep_conv_3x3~1|sep_conv_3x3~0+skip_connect~2|sep_conv_3x3~0+sep_conv_3x3~2|sep_conv_3x3~3+sep_conv_3x3~1",
              "644 M follow from the cell by no rule; the nearest, profiler, gives 641 M.",
              PublishedSize.of(PublishedNetwork.IMAGENET, "5.7", "644")),
          Paper.DARTS.found(
              "DARTS_V1",
              "normal:sep_conv_3x3~1+sep_conv_3x3~0|skip_connect~0+sep_conv_3x3~1|skip_connect~0+sep_conv_3x3~1|sep_conv_3x3~0+skip_connect~2;"
                  + "reduce:max_pool_3x3~0+max_pool_3x3~1|skip_connect~2+max_pool_3x3~0|max_pool_3x3~0+skip_connect~2|skip_connect~2+avg_pool_3x3~0",
              "3.3 M do not follow from the cell, which has 3.17 M; DARTS_V2 has 3.3 M.",
              PublishedSize.of(PublishedNetwork.CIFAR, "3.3")),
          Paper.DARTS.found(
              "DARTS_V2",
              "normal:sep_conv_3x3~0+sep_conv_3x3~1|sep_conv_3x3~0+sep_conv_3x3~1|sep_conv_3x3~1+skip_connect~0|skip_connect~0+dil_conv_3x3~2;"
                  + "reduce:max_pool_3x3~0+max_pool_3x3~1|skip_connect~2+max_pool_3x3~1|max_pool_3x3~0+skip_connect~2|skip_connect~2+max_pool_3x3~1",
              "574 M follow from the cell by no rule; the nearest, profiler, gives 544 M.",
              PublishedSize.of(PublishedNetwork.CIFAR, "3.3"),
              PublishedSize.of(PublishedNetwork.IMAGENET, "4.7", "574")),
          Paper.PC_DARTS.found(
              "PC_DARTS_cifar",
              "normal:sep_conv_3x3~1+skip_connect~0|sep_conv_3x3~0+dil_conv_3x3~1|sep_conv_5x5~0+sep_conv_3x3~1|avg_pool_3x3~0+dil_conv_3x3~1;"
                  + "reduce:sep_conv_5x5~1+max_pool_3x3~0|sep_conv_5x5~1+sep_conv_5x5~2|sep_conv_3x3~0+sep_conv_3x3~3|sep_conv_3x3~1+sep_conv_3x3~2",
              "",
              PublishedSize.of(PublishedNetwork.CIFAR, "3.6"),
              PublishedSize.of(PublishedNetwork.IMAGENET, "5.3", "586")),
          Paper.PC_DARTS.found(
              "PC_DARTS_image",
              "normal:skip_connect~1+sep_conv_3x3~0|sep_conv_3x3~0+skip_connect~1|sep_conv_3x3~1+sep_conv_3x3~3|sep_conv_3x3~1+dil_conv_5x5~4;"
                  + "reduce:sep_conv_3x3~0+skip_connect~1|dil_conv_5x5~2+max_pool_3x3~1|sep_conv_3x3~2+sep_conv_3x3~1|sep_conv_5x5~0+sep_conv_3x3~3",
              "",
              PublishedSize.of(PublishedNetwork.IMAGENET, "5.3", "597")),
          Paper.SNAS.found(
              "SNAS_mild",
              "normal:sep_conv_3x3~0+sep_conv_3x3~1|skip_connect~0+dil_conv_3x3~1|skip_connect~0+skip_connect~1|skip_connect~0+sep_conv_3x3~1;"
                  + "reduce:max_pool_3x3~0+max_pool_3x3~1|max_pool_3x3~1+skip_connect~2|max_pool_3x3~1+skip_connect~2|max_pool_3x3~0+dil_conv_5x5~2",
              "2.9 M, and 4.3 M with 522 M on ImageNet, do not follow from the cell, with or "
                  + "without normalization after pools; SNAS_moderate would have 4.3 M.",
              PublishedSize.of(PublishedNetwork.CIFAR, "2.9"),
              PublishedSize.of(PublishedNetwork.IMAGENET, "4.3", "522")),
          Paper.SNAS.found(
              "SNAS_moderate",
              "normal:dil_conv_5x5~0+skip_connect~1|sep_conv_3x3~0+skip_connect~1|skip_connect~0+skip_connect~1|sep_conv_3x3~0+dil_conv_5x5~1;"
                  + "reduce:max_pool_3x3~0+max_pool_3x3~1|sep_conv_5x5~0+dil_conv_5x5~1|sep_conv_5x5~0+sep_conv_5x5~1|sep_conv_5x5~0+sep_conv_5x5~1",
              "",
              PublishedSize.of(PublishedNetwork.CIFAR, "2.8")),
          Paper.SNAS.found(
              "SNAS_aggressive",
              "normal:sep_conv_5x5~0+skip_connect~1|skip_connect~0+skip_connect~1|dil_conv_5x5~1+skip_connect~0|skip_connect~0+dil_conv_5x5~1;"
                  + "reduce:sep_conv_5x5~0+none~1|sep_conv_5x5~0+none~1|none~1+none~0|none~1+none~0",
              "",
              PublishedSize.of(PublishedNetwork.CIFAR, "2.3")),
          Paper.DSM_NAS.found(
              "dsm_nas",
              "3,3,3,4,4:5,5,7,0,5,5,7,0,5,7,5,0,5,5,5,7,5,7,7,7:6,6,3,0,6,4,6,0,6,6,6,0,6,6,6,4,6,6,4,4",
              "597 M would follow with kernel 7 in the first layer of the first unit; the published"
                  + " string, figure and weights have 5.",
              PublishedSize.ofMadds(PublishedNetwork.MOBILENETV3, "597")),
          Paper.DSM_NAS.found(
              "dsm_nas_plus",
              "4,4,3,4,4:3,5,5,5,7,7,3,7,5,3,7,0,5,5,7,7,3,5,5,3:6,6,3,3,3,6,3,6,6,3,6,0,6,3,6,4,6,6,4,6",
              "",
              PublishedSize.ofMadds(PublishedNetwork.MOBILENETV3, "582")),
          Paper.DSNAS.found(
              "DSNAS_240",
              "0,0,3,0,3,2,0,0,3,3,2,3,3,3,2,0,0,3,3,0",
              "324 M is counted with 2 · 1024 − 1 operations for each output of the classifier.",
              PublishedSize.ofMadds(PublishedNetwork.SHUFFLENET, "324")),
          Paper.DSNAS.found(
              "SPOS_240",
              "0,1,2,2,1,1,2,1,3,3,0,3,0,3,0,0,2,2,2,1",
              "",
              PublishedSize.ofMadds(PublishedNetwork.SHUFFLENET, "323")),
          Paper.AUTOSPACE.found(
              "AutoSpace_340M",
              AutoSpaceNet.TEXT,
              "counted by our reading of its cells, whose code was never published: no reading of"
                  + " the kernels gives both 4.3 M and 340 M.",
              PublishedSize.of(PublishedNetwork.AUTOSPACE, "4.3", "340")),
          Paper.MOBILENETV2.found(
              "MobileNetV2",
              "",
              "",
              PublishedSize.of(PublishedNetwork.MOBILENETV2, "3.50", "300")));

  private PublishedArchitectures() {}

  /** All of them, grouped by paper. */
  public static List<PublishedArchitecture> all() {
    return ALL;
  }
}
