package org.espalier.runners.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.layer.LayerCounter;
import org.espalier.models.layer.Network;
import org.espalier.models.network.ElasticBenchmark;
import org.espalier.models.network.PathBenchmark;
import org.espalier.models.network.StepBenchmark;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Stem;
import org.espalier.models.space.StemSettings;
import org.espalier.models.space.Target;
import org.espalier.pipelines.RunDirectory;
import org.espalier.runners.bench.RoundBenchmark;
import org.espalier.runners.bench.RowBenchmark;
import org.espalier.runners.bench.TableBenchmark;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "bench",
    description = {
      "Measure this machine: training steps, the benchmark table, rounds, Parquet.",
      "Steps: training steps (forward, backward, momentum) of networks of --space with"
          + " --cells cells, on noise of --size pixels. Five kinds alternate in one run: a"
          + " mixture, a mixture on a quarter of the channels, a random single path, the single"
          + " path of the largest operation everywhere, and that path's own network. Times are"
          + " medians over --steps steps of each kind; ratios are medians over neighbouring"
          + " steps.",
      "GFLOP/s count 6 operations a multiply-add: forward and twice as much backward.",
      "In a space of blocks: single paths of networks of --width only.",
      "Elastic (with --parts): steps of random parts of a supernet whose layers share"
          + " tensors, compared with steps of each part's own graph, on images of --size"
          + " pixels; the ratios are the median and the highest over all parts.",
      "Rounds: searches scored in microseconds with 8 candidates a round, medians over pipelines after the first, embedded Flink or --flinkMaster.",
      "Table (with --table): opening it once converted, and a million random look-ups."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier bench --table nb201.csv.gz",
      "  espalier bench --flinkMaster 127.0.0.1:8081 --steps 0",
      "  espalier bench --space darts --stem imagenet --size 64 --pipelines 0",
      "  espalier bench --space shufflenet --width 0.5 --size 64 --pipelines 0",
      "  espalier bench --parts 20 --size 64 --batch 32 --steps 0 --pipelines 0"
    })
final class BenchCommand implements CliCommand {

  /** Operations of a training step by multiply-adds of a pass: two each, forward and twice back. */
  private static final int PASSES = 6;

  private static final int CANDIDATES = 8;

  @Mixin private RunnerOptions where = new RunnerOptions();

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description = "A NAS-Bench-201 table to measure too.")
  private String table = "";

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps of each kind; 0 leaves them out. Default: ${DEFAULT-VALUE}.")
  private int steps = 40;

  @Option(
      names = "--pipelines",
      paramLabel = "N",
      description =
          "Pipelines for each number of rounds; 0 leaves rounds out. Default: ${DEFAULT-VALUE}.")
  private int pipelines = 5;

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "Channels of the first stage. Default: ${DEFAULT-VALUE}.")
  private int channels = 16;

  @Option(
      names = "--space",
      paramLabel = "NAME",
      description = "Search space of the networks. Default: ${DEFAULT-VALUE}.")
  private String space = SearchSpaces.all().get(0).name();

  @Option(
      names = "--cells",
      paramLabel = "N",
      description = "Cells of the networks. Default: ${DEFAULT-VALUE}.")
  private int cells = 3;

  @Option(
      names = "--stem",
      paramLabel = "NAME",
      description =
          "How images enter networks of the DARTS spaces: cifar or imagenet. Default: cifar.")
  private @Nullable String stem;

  @Option(
      names = "--size",
      paramLabel = "N",
      description =
          "Height and width of the images, a multiple of 4; at least 32 with --stem imagenet. Default: ${DEFAULT-VALUE}.")
  private int size = 32;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images of a step. Default: ${DEFAULT-VALUE}.")
  private int batch = 64;

  @Option(
      names = "--parts",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Random parts of an elastic supernet of space mobilenetv3 at --width, a step of each beside one of its own graph; 0 leaves them out. Default: ${DEFAULT-VALUE}.")
  private int parts;

  @Option(
      names = "--width",
      defaultValue = "0.35",
      paramLabel = "N",
      description =
          "Width of that supernet, and of networks of a --space of blocks. Default: ${DEFAULT-VALUE}.")
  private double width = 0.35;

  private BenchCommand() {}

  @Override
  public Outcome run() throws IOException, InterruptedException {
    var json = new LinkedHashMap<String, Object>();
    if (steps > 0 && isOfBlocks()) {
      paths(json);
    } else if (steps > 0) {
      steps(json);
    }
    if (parts > 0) {
      elastic(json);
    }
    if (!table.isEmpty()) {
      var measured = TableBenchmark.of(Path.of(table), SearchSpaces.named(space));
      json.put("table_load_seconds", measured.loadSeconds());
      json.put("table_query_nanoseconds", measured.queryNanoseconds());
    }
    if (pipelines > 0) {
      var engine = where.engine(RunDirectory.at("bench").folder());
      json.put("round_engine", where.toString());
      json.put("round_seconds", new RoundBenchmark(CANDIDATES, pipelines).run(engine));
    }
    json.put("parquet_rows_per_second", RowBenchmark.rowsPerSecond());
    return Outcome.ok(text(json), json);
  }

  private void steps(Map<String, Object> json) {
    var networkSize =
        new CellSize(
            channels, cells, Optional.ofNullable(stem).map(Stem::named).map(StemSettings::of));
    var start = System.nanoTime();
    LoadOptions options = LoadOptions.defaults();
    var speeds =
        new StepBenchmark(
                SearchSpaces.named(space),
                networkSize,
                ImageSettings.cifar10().ofSize(size),
                OptimizerSettings.nasBench201(),
                batch,
                steps)
            .run(ProgramStore.ofUser(), options, 0);
    json.put("mixed_images_per_second", speeds.mixed());
    json.put("partial_images_per_second", speeds.partial());
    json.put("partial_over_mixed", speeds.partialOverMixed());
    json.put("single_path_images_per_second", speeds.randomPath());
    json.put("heaviest_path_images_per_second", speeds.heaviestPath());
    json.put("child_images_per_second", speeds.child());
    json.put("single_path_over_child", speeds.heaviestPathOverChild());
    var network =
        SearchSpaces.named(space)
            .searchNetwork(networkSize, ImageSettings.cifar10().ofSize(size).input());
    json.put("mixed_gflops", speeds.mixed() * PASSES * mixedMadds(network) / 1e9);
    json.put("child_gflops", speeds.child() * PASSES * heaviestMadds(network) / 1e9);
    json.put("step_benchmark_seconds", (System.nanoTime() - start) / 1e9);
  }

  private boolean isOfBlocks() {
    var input = ImageSettings.cifar10().ofSize(size).input();
    return SearchSpaces.named(space).publishedSize(input, Optional.empty()).isOfBlocks();
  }

  private void paths(Map<String, Object> json) {
    var images = ImageSettings.cifar10().ofSize(size);
    var searched = SearchSpaces.named(space);
    var strides = searched.publishedSize(images.input(), Optional.empty()).blocks(space).strides();
    var speeds =
        new PathBenchmark(searched, new BlockSize(width, strides), images, batch, steps)
            .run(ProgramStore.ofUser(), LoadOptions.defaults(), 0);
    json.put("single_path_images_per_second", speeds.randomPath());
    json.put("heaviest_path_images_per_second", speeds.heaviestPath());
    json.put("child_images_per_second", speeds.child());
    json.put("single_path_over_child", speeds.heaviestPathOverChild());
  }

  private void elastic(Map<String, Object> json) {
    var times =
        new ElasticBenchmark(
                SearchSpaces.named("mobilenetv3"),
                width,
                List.of(),
                ImageSettings.cifar10().ofSize(size),
                batch)
            .run(parts, ProgramStore.ofUser(), LoadOptions.defaults(), 0);
    json.put("elastic_over_own_graph", times.medianRatio());
    json.put("elastic_over_own_graph_highest", times.highestRatio());
    json.put("elastic_step_seconds", times.elasticSeconds());
    json.put("own_graph_step_seconds", times.ownSeconds());
  }

  private long heaviestMadds(Network network) {
    return LayerCounter.cost(network, heaviest(), CountingRule.CONV_FC).madds();
  }

  /** Those of the heaviest path, and of all options that are not on it. */
  private long mixedMadds(Network network) {
    var options = LayerCounter.maddsByOption(network);
    var path = heaviest();
    long others = Arrays.stream(options).sum();
    for (int decision = 0; decision < path.length; decision++) {
      others -= options[network.options().at(decision, path[decision])];
    }
    return heaviestMadds(network) + others;
  }

  private int[] heaviest() {
    return SearchSpaces.named(space).largestPath(Target.of("cifar10"));
  }

  private static String text(Map<String, Object> json) {
    var text = new StringBuilder();
    json.forEach(
        (key, value) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-34s %s%n",
                    key.replace('_', ' '),
                    value instanceof Double number
                        ? String.format(Locale.ROOT, "%.3f", number)
                        : value)));
    return text.toString();
  }
}
