package org.espalier.runners.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.espalier.dataprep.listing.LocalPath;
import org.espalier.models.data.DecodeBenchmark;
import org.espalier.models.data.Resampling;
import org.espalier.models.data.Resizing;
import org.espalier.models.data.ShardBenchmark;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "bench",
    description = {
      "Measure this machine: images a second.",
      "--images: decoded and resized, from memory, by 1 to N threads. --shards: random parts,"
          + " mirrored, in batches of 64, as searches read them, by a thread for each processor.",
      "Medians over --passes passes after one that is not counted."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier prepare bench --images /data/imagenet/train --size 224 --threads 2",
      "  espalier prepare bench --shards in-shards --split train"
    })
final class PrepareBenchCommand implements CliCommand {

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "A folder of images, searched recursively; the first 600 by path are used.")
  private @Nullable String images;

  @Option(
      names = "--shards",
      paramLabel = "DIR",
      description = "A folder of shards that `espalier prepare` wrote.")
  private @Nullable String shards;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "Split of the shards. Default: ${DEFAULT-VALUE}.")
  private String split = "train";

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Length of the shorter side, in pixels. Default: ${DEFAULT-VALUE}.")
  private int size = 224;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Largest number of threads for --images. Default: ${DEFAULT-VALUE}.")
  private int threads = 2;

  @Option(
      names = "--passes",
      paramLabel = "N",
      description = "Passes over the images. Default: ${DEFAULT-VALUE}.")
  private int passes = 5;

  private PrepareBenchCommand() {}

  @Override
  public Outcome run() throws Exception {
    if (images == null && shards == null) {
      throw new IllegalArgumentException("--images or --shards must say what to measure on");
    }
    var json = new LinkedHashMap<String, Object>();
    var text = new StringBuilder();
    if (images != null) {
      var benchmark = DecodeBenchmark.of(LocalPath.of(images), passes);
      json.put("images", benchmark.size());
      for (var kernel : Resampling.values()) {
        for (int workers = 1; workers <= threads; workers++) {
          var rate = benchmark.imagesPerSecond(Resizing.shorterSide(size, kernel), workers);
          put(json, text, kernel.name().toLowerCase(Locale.ROOT), workers, rate);
        }
      }
    }
    if (shards != null) {
      var benchmark = ShardBenchmark.of(LocalPath.of(shards), split, passes);
      int processors = Runtime.getRuntime().availableProcessors();
      put(json, text, "shards", processors, benchmark.imagesPerSecond(size));
    }
    return Outcome.ok(text.toString(), json);
  }

  private static void put(
      Map<String, Object> json, StringBuilder text, String name, int workers, double rate) {
    json.put(name + "_" + workers + "_threads_images_per_second", rate);
    text.append(
        String.format(Locale.ROOT, "%-8s %d threads %8.0f images/s%n", name, workers, rate));
  }
}
