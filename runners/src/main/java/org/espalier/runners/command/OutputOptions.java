package org.espalier.runners.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import org.espalier.dataprep.InputCount;
import org.espalier.dataprep.Preparation;
import org.espalier.dataprep.PreparedFolder;
import org.espalier.dataprep.listing.PassedOver;
import org.espalier.runners.console.Outcome;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.storage.RunFiles;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a data set goes and where the work is done; what may be rejected. */
final class OutputOptions {

  @Mixin private RunnerOptions where = new RunnerOptions();

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description =
          "The folder to write, on any Beam file system: new, empty, or begun by the same"
              + " command.")
  private String output = "";

  @Option(
      names = "--max-rejected",
      paramLabel = "FRACTION",
      description = "Fraction of the images that may be rejected. Default: ${DEFAULT-VALUE}.")
  private double maxRejected = 0.001;

  @Option(
      names = "--shard-mb",
      defaultValue = "128",
      paramLabel = "MB",
      description = "Size of a shard, about, in MB of 2^20 bytes. Default: ${DEFAULT-VALUE}.")
  private double shardMegabytes;

  PreparedFolder folder() {
    return PreparedFolder.at(output);
  }

  double maxRejected() {
    return maxRejected;
  }

  long shardBytes() {
    return (long) (shardMegabytes * (1 << 20));
  }

  Engine engine() throws InterruptedException {
    return where.engine(new RunFiles(folder().root()));
  }

  /** Runs a preparation and says what came of it. */
  Outcome run(Preparation preparation) throws Exception {
    var started = System.nanoTime();
    var folder = preparation.folder();
    var report = preparation.run(engine(), units -> new PrepareWatch(folder, "images", units));
    return outcome(report, (System.nanoTime() - started) / 1e9);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static Outcome outcome(Map<String, Object> report, double seconds) throws IOException {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT, "%s: %s classes%n", report.get("output"), report.get("class_count")));
    if (report.get("splits") instanceof Map<?, ?> splits) {
      splits.forEach((split, sums) -> text.append(line(split, sums)));
    }
    text.append(String.format(Locale.ROOT, "  %-10s %s%n", "shards", report.get("shards")));
    text.append(String.format(Locale.ROOT, "  %-10s %s%n", "rejected", report.get("rejected")));
    if (report.get("reasons") instanceof Map<?, ?> reasons) {
      reasons.forEach(
          (reason, count) ->
              text.append(String.format(Locale.ROOT, "    %6s  %s%n", count, reason)));
    }
    text.append(passedOver(report));
    text.append(String.format(Locale.ROOT, "  %-10s %s%n", "list", report.get("list_sha256")));
    text.append(String.format(Locale.ROOT, "%.1f s", seconds));
    report.remove("classes");
    report.put("wall_seconds", seconds);
    return Outcome.ok(text.toString(), report);
  }

  /** Counts by reason and ending; nothing where every file is an image, or nobody counted. */
  private static String passedOver(Map<String, Object> report) {
    if (!(report.get("passed_over_by_reason") instanceof Map<?, ?> reasons) || reasons.isEmpty()) {
      return "";
    }
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "  %-10s %s of %s files%n",
            "passed over",
            report.get("passed_over"),
            report.get("files")));
    reasons.forEach(
        (reason, endings) -> {
          var words = new ArrayList<String>();
          ((Map<?, ?>) endings)
              .forEach(
                  (ending, count) ->
                      words.add(count + " " + InputCount.words(String.valueOf(ending))));
          text.append(
              String.format(
                  Locale.ROOT,
                  "    %s: %s%n",
                  PassedOver.words(String.valueOf(reason)),
                  String.join(", ", words)));
        });
    return text.toString();
  }

  private static String line(Object split, Object sums) {
    return sums instanceof Map<?, ?> numbers
            && numbers.get("images") instanceof Number images
            && numbers.get("bytes") instanceof Number bytes
        ? String.format(
            Locale.ROOT,
            "  %-10s %,d images, %,.1f MB%n",
            split,
            images.longValue(),
            bytes.longValue() / 1e6)
        : "";
  }
}
