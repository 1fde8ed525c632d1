package org.espalier.transforms.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Genotype;
import org.espalier.transforms.method.InputFile;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.SearchMethod;

/**
 * Scores by look-up in the NAS-Bench-201 benchmark: 12-epoch validation accuracy, at the simulated
 * cost of that training. The reported, 200-epoch accuracies are out of a search's reach.
 *
 * <p>Source: Dong, Yang, "NAS-Bench-201: extending the scope of reproducible neural architecture
 * search", ICLR 2020.
 *
 * @param table the benchmark as {@code .csv} or {@code .csv.gz}
 */
public record TableEvaluator(@InputFile String table) implements Evaluator {

  @Override
  public String name() {
    return "table";
  }

  @Override
  public Scorer open(SearchContext context, SearchMethod method) {
    Nb201Only.check("evaluator 'table'", context);
    var rows = Nb201Table.open(Path.of(table));
    // Refuses a data set it does not have before any candidate is asked for.
    rows.bestSearch(context.dataSet());
    return candidate -> look(rows, candidate);
  }

  @Override
  public Evaluator absolute() {
    return new TableEvaluator(Path.of(table).toAbsolutePath().normalize().toString());
  }

  private static Measurement look(Nb201Table rows, Candidate candidate) {
    Genotype genotype =
        Optional.ofNullable(candidate.getGenotype())
            .orElseThrow(
                () ->
                    new IllegalArgumentException("a table scores architectures, it cannot train"));
    var metric = rows.search(candidate.getDataSet(), genotype);
    return Measurement.scored(
        metric.accuracy(),
        List.of(metric.toMetric()),
        rows.seconds(candidate.getDataSet(), genotype),
        "table");
  }
}
