package org.espalier.pipelines.config;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.models.numbers.InputFile;
import org.espalier.models.space.LearnedSpaceFile;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.espalier.transforms.benchmark.Benchmarks;
import org.espalier.transforms.evaluate.Evaluator;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.Constraints;
import org.espalier.transforms.round.Experiment;

/**
 * What is searched: a configuration file, key for component. Where it runs is not part of it.
 *
 * @param name name of the run, for its directory and its rows
 * @param seed seed of the run
 * @param space name of the search space; {@code autospace:FILE} becomes the name of the space that
 *     the file holds
 * @param data the data set searched on
 * @param method the search method, by name, with its settings; names and files of architectures
 *     become their text
 * @param evaluator the evaluator, by name, with its settings
 * @param budget when the search ends
 * @param constraints which candidates are not evaluated
 * @param report where the found architecture is looked up at the end
 */
public record SearchConfig(
    String name,
    long seed,
    String space,
    Data data,
    SearchMethod method,
    Evaluator evaluator,
    Budget budget,
    Constraints constraints,
    Optional<Report> report) {

  /**
   * The data set searched on.
   *
   * @param dataset its name, for example {@code cifar10}
   */
  public record Data(String dataset) {

    /** Checks the name. */
    public Data {
      Target.of(dataset);
    }
  }

  /**
   * Where the found architecture is looked up, apart from the search.
   *
   * @param table a NAS-Bench-201 table, {@code .csv} or {@code .csv.gz}
   */
  public record Report(@InputFile String table) {}

  /** Checks the names. */
  public SearchConfig {
    RunName.check(name);
    space = LearnedSpaceFile.named(space);
    method = method.resolved(SearchSpaces.named(space));
    if (report.isPresent() && !Benchmarks.know(space)) {
      throw new IllegalArgumentException(
          "report.table must be absent in space '%s', which has no benchmark".formatted(space));
    }
  }

  /** The experiment this configuration describes, paths made absolute. */
  public Experiment experiment() {
    return new Experiment(
        name,
        seed,
        space,
        data.dataset(),
        method,
        evaluator.absolute(),
        budget,
        constraints,
        reportTable().orElse(null));
  }

  /** The benchmark table that knows the found architecture's reported accuracies, if any. */
  public Optional<String> reportTable() {
    var table = evaluator.benchmarkFile().or(() -> report.map(Report::table));
    return table.map(file -> Path.of(file).toAbsolutePath().normalize().toString());
  }
}
