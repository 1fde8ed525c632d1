package org.espalier.runners.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import org.espalier.dataprep.Nb201Preparation;
import org.espalier.dataprep.listing.LocalPath;
import org.espalier.dataprep.nb201.Nb201Source;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import org.espalier.transforms.benchmark.Nb201Completeness;
import org.espalier.transforms.storage.RunFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "nasbench201",
    description = {
      "Bring NAS-Bench-201 into one Parquet table, a row an architecture, accuracies as fractions.",
      "Reads NATS-Bench's \"simple\" archive, unpacked, or a CSV, compressed by gzip or not, accuracies"
          + " in percent or as fractions: the numbers say which. The original .pth cannot be read in"
          + " bounded memory; the archive has the same results."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier prepare nasbench201 --input NATS-tss-v1_0-3ffb9-simple \\",
      "    --output nb201.parquet",
      "  espalier prepare nasbench201 --input nb201.csv.gz --output nb201.parquet"
    })
final class PrepareNasBench201Command implements CliCommand {

  @Mixin private RunnerOptions where = new RunnerOptions();

  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description =
          "The archive's folder, or a CSV with the columns of the table, index in any order.")
  private String input = "";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The table to write, on any Beam file system.")
  private String output = "";

  @Option(
      names = "--partial",
      description =
          "Write the table even if architectures are missing. It is for inspection only:"
              + " no search can use it.")
  private boolean partial;

  private PrepareNasBench201Command() {}

  @Override
  public Outcome run() throws Exception {
    var started = System.nanoTime();
    var preparation = new Nb201Preparation(Nb201Source.of(LocalPath.of(input)), output, partial);
    var work = preparation.work();
    var engine = where.engine(new RunFiles(work.root()));
    var result = preparation.run(engine, units -> new PrepareWatch(work, "architectures", units));
    var seconds = (System.nanoTime() - started) / 1e9;
    var json = new LinkedHashMap<String, Object>();
    json.put("output", output);
    json.put("rows", result.rows());
    json.put("read_as", result.unit());
    json.put("missing", Nb201Completeness.ALL - result.rows());
    json.put("wall_seconds", seconds);
    var text =
        String.format(
            Locale.ROOT,
            "%s: %,d architectures, accuracies read as %s, written as fractions (%.1f s)%s",
            output,
            result.rows(),
            result.unit(),
            seconds,
            result.missing().map(missing -> "\n  incomplete: " + missing).orElse(""));
    return Outcome.ok(text, json);
  }
}
