package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.runners.console.ExitCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of runs and studies. */
final class ShowTest extends CommandLineTest {

  private static final int WIDTH = 100;

  @TempDir private static Path temporary;
  private static String table = "";
  private static String gradient = "";
  private static String study = "";

  @BeforeAll
  static void search() throws IOException {
    var config = Configs.table(temporary).toString();
    table = temporary.resolve("table").toString();
    gradient = temporary.resolve("gradient").toString();
    study = temporary.resolve("study").toString();
    var test = new ShowTest();
    test.search(config, table);
    // Its budget ends it long before it has learned anything.
    test.search(
        Configs.gradient(temporary).toString(),
        gradient,
        "budget.rounds=2",
        "report.table=" + temporary.resolve("table.csv"));
    var arguments = List.of("study", config, "--seeds", "3", "--run-dir", study);
    test.run(concat(arguments, List.of("--runner", "direct")));
  }

  @Test
  void everyTableFitsATerminal() {
    for (var arguments :
        List.of(
            List.of("show", table),
            List.of("show", table, "--trials"),
            List.of("show", gradient),
            List.of("show", gradient, "--decisions"),
            List.of("show", study))) {
      assertThat(run(arguments)).as(said()).isEqualTo(ExitCode.OK);
      assertThat(text().lines().filter(line -> !line.startsWith("run directory")))
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(WIDTH));
    }
  }

  @Test
  void theLastRoundsAndTrialsAreShownAlone() {
    run(List.of("show", table, "--last", "2", "--csv"));
    assertThat(text().lines().skip(1).map(line -> line.substring(0, 2)))
        .containsExactly("3,", "4,");
    run(List.of("show", table, "--trials", "--last", "3", "--csv"));
    assertThat(text().lines().skip(1).map(line -> line.substring(0, 4)))
        .containsExactly("4,5,", "4,6,", "4,7,");
    assertThat(run(List.of("show", table, "--last", "0"))).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).contains("--last must be at least 1, was 0");
  }

  @Test
  void theCsvHasEveryColumnOfEveryRound() {
    run(List.of("show", table, "--csv"));
    var lines = text().lines().toList();
    assertThat(lines).hasSize(1 + 5);
    assertThat(lines.get(0))
        .startsWith("round,task,candidates")
        .contains("best_score", "centres_mean_score", "simulated_seconds");
    run(List.of("show", table, "--trials", "--csv"));
    assertThat(text().lines()).hasSize(1 + 3 + 4 * 8);
  }

  @Test
  void aSearchThatItsBudgetEndedShowsWhatItHasDerivedSoFar() throws IOException {
    assertThat(run(List.of("show", gradient, "--json"))).as(said()).isEqualTo(ExitCode.OK);
    var json = new ObjectMapper().readTree(text());
    assertThat(json.path("scored").asBoolean(true)).isFalse();
    assertThat(json.path("genotype").asText()).startsWith("|");
    assertThat(json.path("finished").asText()).contains("2 rounds made");
    assertThat(json.path("held_out").path("accuracy").isNumber()).isTrue();
    assertThat(json.path("report").path("cifar10").isNumber()).isTrue();
    assertThat(json.path("history")).hasSize(2);
    run(List.of("derive", gradient));
    assertThat(text()).contains("not scored");
    assertThat(Path.of(gradient, "derived/genotype.txt"))
        .hasContent(json.path("genotype").asText() + "\n");
    assertThat(Path.of(gradient, "derived/genotype.svg")).content().contains("<svg", "<circle");
  }

  @Test
  void theDecisionsAreShownAloneAndOnlyWhereThereAreAny() throws IOException {
    run(List.of("show", gradient, "--decisions", "--csv"));
    assertThat(text().lines()).hasSize(1 + 6 * 5);
    assertThat(text()).startsWith("round,decision,entropy,option,weight\n");
    run(List.of("show", gradient, "--decisions", "--json"));
    assertThat(new ObjectMapper().readTree(text()).path("decisions")).hasSize(6 * 5);
    assertThat(run(List.of("show", table, "--decisions"))).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).contains("--decisions", "dsm-nas");
    assertThat(run(List.of("show", gradient, "--decisions", "--trials"))).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aStudyHasMeanSpreadBestAndItsCurve() throws IOException {
    assertThat(run(List.of("show", study))).as(said()).isEqualTo(ExitCode.OK);
    assertThat(text()).contains("3 seeds", "cifar100 test", "±", "best so far", "seed");
    run(List.of("show", study, "--json"));
    var json = new ObjectMapper().readTree(text());
    assertThat(json.path("curve").size()).isGreaterThan(json.path("evaluations").asInt());
    assertThat(json.path("curve").get(0).path("seeds").asInt()).isEqualTo(3);
    assertThat(json.path("best").path("seed").asInt()).isBetween(3, 5);
    run(List.of("show", study, "--csv"));
    assertThat(text()).startsWith("evaluations,seeds,mean,std,min,max\n1,3,");
    assertThat(Path.of(study, "report.html")).content().contains("<polyline", "3 seeds");
  }

  @Test
  void theReportIsAPageToo() throws IOException {
    for (var run : List.of(table, gradient)) {
      assertThat(Path.of(run, "report.html")).content().contains("<circle", "</html>");
    }
    var page = temporary.resolve("page.html");
    run(List.of("show", table, "--html", page.toString()));
    assertThat(Files.readString(page)).isEqualTo(Files.readString(Path.of(table, "report.html")));
  }

  @Test
  void anUnfinishedRunIsSaidToBe() throws IOException {
    assertThat(run(List.of("show", table))).isEqualTo(ExitCode.OK);
    assertThat(text()).contains("5 rounds made").doesNotContain("not finished");
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private void search(String config, String run, String... settings) {
    var arguments = new ArrayList<>(List.of("search", config, "--run-dir", run));
    arguments.addAll(List.of("--runner", "direct"));
    for (var setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    assertThat(run(arguments)).as(said()).isEqualTo(ExitCode.OK);
  }

  private static List<String> concat(List<String> one, List<String> other) {
    var all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  private ExitCode run(List<String> arguments) {
    return run(arguments.toArray(String[]::new));
  }
}
