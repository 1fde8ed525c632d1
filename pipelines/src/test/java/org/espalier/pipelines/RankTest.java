package org.espalier.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.espalier.schemas.Trial;
import org.espalier.transforms.benchmark.Nb201Table;
import org.espalier.transforms.benchmark.RankCorrelation;
import org.espalier.transforms.benchmark.RankCorrelation.Pair;
import org.espalier.transforms.benchmark.SyntheticNb201;
import org.espalier.transforms.evaluate.TableEvaluator;
import org.espalier.transforms.method.RandomSearch;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.Constraints;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.storage.SearchRun;
import org.espalier.transforms.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ranking on the direct runner: the benchmark's own proxy takes the place of a supernet. */
class RankTest {

  @TempDir Path temporary;

  @Test
  void distinctArchitecturesAreScoredStoredAndComparedOverallAndAtTheTop() throws IOException {
    var file = Files.write(temporary.resolve("table.csv.gz"), new SyntheticNb201().compressed());
    var table = Nb201Table.open(file);
    var experiment =
        new Experiment(
            "rank",
            3,
            table.space(),
            "cifar10",
            new RandomSearch(4),
            new TableEvaluator(file.toString()),
            new Budget(1, 4, Double.POSITIVE_INFINITY, 0),
            new Constraints(true, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
            null);
    var folder = new RunFiles(temporary.resolve("run").toString());
    Engine direct = job -> PipelineOptionsFactory.create();
    var run = new SearchRun(experiment, folder);
    var end = new Search(run, direct, 1).toEnd(state -> {});

    var ranking = new Rank(run, direct, table).ranking(end, 60);

    assertThat(ranking.trials()).hasSize(60);
    assertThat(ranking.trials().stream().map(trial -> trial.getGenotype().getText()))
        .doesNotHaveDuplicates();
    assertThat(Table.of(Trial.class).read(folder.ranking())).isEqualTo(ranking.trials());
    var byReport =
        ranking.trials().stream()
            .map(
                trial ->
                    new Pair(
                        table.search("cifar10", trial.getGenotype()).accuracy(),
                        table.report("cifar10", trial.getGenotype()).accuracy()))
            .sorted(Comparator.comparingDouble(Pair::reported).reversed())
            .toList();
    assertThat(ranking.all()).isEqualTo(RankCorrelation.of(byReport));
    assertThat(ranking.topDecile()).isEqualTo(RankCorrelation.of(byReport.subList(0, 6)));
  }
}
