package org.espalier.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.espalier.pipelines.RunManifest.Granted;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.RegularizedEvolution;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.LastingColumns;
import org.espalier.transforms.round.Searches;
import org.espalier.transforms.round.ToyEvaluator.Behaviour;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.storage.SearchRun;
import org.espalier.transforms.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches whose budget grows after their end. */
class GrownBudgetTest {

  private static final Engine DIRECT = job -> PipelineOptionsFactory.create();
  private static final Budget SMALL = new Budget(400, 16, Double.POSITIVE_INFINITY, 3);
  private static final Budget LARGE = new Budget(400, 40, Double.POSITIVE_INFINITY, 3);

  @TempDir Path runs;

  @Test
  void aSearchThatItsBudgetEndedGoesOnAndItsTableSaysSinceWhen() throws IOException {
    var small = search("grown", SMALL);
    var before = trials("grown", small);
    var folder = folder("grown");
    for (var stale : List.of("best.json", "report.html")) {
      Files.writeString(runs.resolve("grown").resolve(stale), "{}");
    }
    reopen(folder, SMALL, LARGE);
    assertThat(folder.read(small.getRound()).getFinished()).isNull();
    assertThat(runs.resolve("grown/best.json")).doesNotExist();
    assertThat(runs.resolve("grown/report.html")).doesNotExist();

    var grown = search("grown", LARGE);
    assertThat(grown.getEvaluations()).isEqualTo(40);
    assertThat(grown.getRound()).isGreaterThan(small.getRound());
    assertThat(trials("grown", grown)).startsWith(before.toArray(Trial[]::new));
    var budgets =
        IntStream.range(0, grown.getRound())
            .mapToObj(round -> Table.of(RoundSummary.class).read(folder.summary(round)).get(0))
            .map(RoundSummary::getBudgetEvaluations)
            .toList();
    assertThat(budgets.subList(0, small.getRound())).containsOnly(16L);
    assertThat(budgets.subList(small.getRound(), budgets.size())).isNotEmpty().containsOnly(40L);
  }

  @Test
  void aSearchThatIsWithinNoLargerBudgetStaysOver() {
    var end = search("over", SMALL);
    reopen(folder("over"), SMALL);
    reopen(folder("over"), SMALL, new Budget(end.getRound(), 40, Double.POSITIVE_INFINITY, 3));
    var after = folder("over").read(end.getRound());
    assertThat(after.getFinished()).isEqualTo(end.getFinished());
  }

  @Test
  void aSearchThatEndedForAnotherReasonStaysOver() {
    var end = search("ended", SMALL);
    var other = SearchState.newBuilder(end).setFinished("nothing left to propose").build();
    var folder = folder("ended");
    new GrownBudget(folder, granted(SMALL, LARGE)).reopen(other);
    assertThat(folder.read(end.getRound())).isEqualTo(end);
  }

  private static void reopen(RunFiles folder, Budget... budgets) {
    var rounds = folder.committed().orElseThrow();
    new GrownBudget(folder, granted(budgets)).reopen(folder.read(rounds));
  }

  private static List<Granted> granted(Budget... budgets) {
    return java.util.Arrays.stream(budgets).map(budget -> Granted.of(0, budget)).toList();
  }

  private SearchState search(String name, Budget budget) {
    var experiment = Searches.experiment(new RegularizedEvolution(8, 3, 6), Behaviour.WELL, budget);
    return new Search(new SearchRun(experiment, folder(name)), DIRECT, 1).toEnd(state -> {});
  }

  private List<Trial> trials(String name, SearchState end) {
    return IntStream.range(0, end.getRound())
        .mapToObj(round -> Table.of(Trial.class).read(folder(name).trials(round)))
        .flatMap(List::stream)
        .map(LastingColumns::of)
        .toList();
  }

  private RunFiles folder(String name) {
    return new RunFiles(runs.resolve(name).toString());
  }
}
