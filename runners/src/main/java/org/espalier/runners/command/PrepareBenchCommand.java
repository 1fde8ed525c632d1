package org.espalier.runners.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.espalier.models.data.DecodeBenchmark;
import org.espalier.models.data.Resampling;
import org.espalier.models.data.Resizing;
import org.espalier.runners.Outcome;
import org.espalier.runners.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "bench",
    description = {
      "Measure this machine: images decoded and resized a second, from memory, by 1 to N threads.",
      "Medians over --passes passes after one that is not counted."
    },
    footerHeading = "%nExample:%n",
    footer = "  espalier prepare bench --images /data/imagenet/train --size 224 --threads 2")
final class PrepareBenchCommand implements Verb {

  @Option(
      names = "--images",
      required = true,
      paramLabel = "DIR",
      description = "A folder of images, searched through; the first 600 by path are used.")
  private Path images = Path.of("");

  @Option(
      names = "--size",
      defaultValue = "224",
      paramLabel = "N",
      description = "Length of the shorter side, in pixels. Default: ${DEFAULT-VALUE}.")
  private int size;

  @Option(
      names = "--threads",
      defaultValue = "2",
      paramLabel = "N",
      description = "Most threads. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--passes",
      defaultValue = "5",
      paramLabel = "N",
      description = "Passes over the images. Default: ${DEFAULT-VALUE}.")
  private int passes;

  private PrepareBenchCommand() {}

  @Override
  public Outcome run() throws Exception {
    var benchmark = DecodeBenchmark.of(images, passes);
    var json = new LinkedHashMap<String, Object>();
    var text = new StringBuilder();
    json.put("images", benchmark.size());
    for (var kernel : Resampling.values()) {
      for (int workers = 1; workers <= threads; workers++) {
        var rate = benchmark.imagesPerSecond(Resizing.shorterSide(size, kernel), workers);
        var name = kernel.name().toLowerCase(Locale.ROOT);
        json.put(name + "_" + workers + "_threads_images_per_second", rate);
        text.append(
            String.format(Locale.ROOT, "%-8s %d threads %8.0f images/s%n", name, workers, rate));
      }
    }
    return Outcome.ok(text.toString(), json);
  }
}
