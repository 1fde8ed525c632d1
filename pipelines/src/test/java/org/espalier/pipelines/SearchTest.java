package org.espalier.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.RandomSearch;
import org.espalier.transforms.method.RegularizedEvolution;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.LastingColumns;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.round.Searches;
import org.espalier.transforms.round.ToyEvaluator;
import org.espalier.transforms.round.ToyEvaluator.Behaviour;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.storage.SearchRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches on the direct runner, told as stories. */
class SearchTest {

  private static final Engine DIRECT = job -> PipelineOptionsFactory.create();
  private static final Experiment EXPERIMENT =
      Searches.experiment(new RegularizedEvolution(8, 3, 6), Behaviour.WELL);

  @TempDir Path runs;

  @Test
  void trialsDoNotDependOnTheRoundsOfAPipelineNorOnBeam() {
    var folded = Searches.run(EXPERIMENT).trials().stream().map(LastingColumns::of).toList();
    assertThat(search("one", 1, DIRECT)).isEqualTo(folded);
    assertThat(search("four", 4, DIRECT)).isEqualTo(folded);
  }

  @Test
  void aSearchThatWasInterruptedGoesOnFromItsLastCommit() throws IOException {
    var whole = search("whole", 2, DIRECT);
    var pipelines = new AtomicInteger();
    Engine dies =
        job -> {
          if (pipelines.incrementAndGet() == 3) {
            throw new IllegalStateException("the machine is gone");
          }
          return PipelineOptionsFactory.create();
        };
    assertThatThrownBy(() -> search("resumed", 2, dies)).hasMessage("the machine is gone");
    var folder = new RunFiles(runs + "/resumed");
    assertThat(folder.committed()).hasValue(4);
    // What a crash leaves of a round that was not committed must not count.
    var leftover = runs.resolve("resumed/trials/00004.parquet");
    Files.createDirectories(leftover.getParent());
    Files.writeString(leftover, "half a file");
    assertThat(search("resumed", 2, DIRECT)).isEqualTo(whole);
  }

  @Test
  void aFinishedTrialIsNotComputedTwiceAndACompleteSearchDoesNothing() {
    var before = ToyEvaluator.CALLS.get();
    search("again", 1, DIRECT);
    var calls = ToyEvaluator.CALLS.get() - before;
    assertThat(calls).isEqualTo(40);
    assertThat(search("again", 1, DIRECT)).hasSizeGreaterThanOrEqualTo(40);
    assertThat(ToyEvaluator.CALLS.get() - before).isEqualTo(calls);
  }

  @Test
  void onlyTheLastStatesAreKeptAndNothingIsPending() {
    search("kept", 3, DIRECT);
    assertThat(runs.resolve("kept/state").toFile().list()).hasSize(2);
    assertThat(files(runs.resolve("kept/pending"))).isEmpty();
  }

  @Test
  void aLongSearchHasFewFilesAndEveryTrialOnce() throws IOException {
    var rounds = 205;
    var experiment =
        Searches.experiment(new RandomSearch(1), Behaviour.WELL, new Budget(rounds, 1000, 1e9, 0));
    var folded = Searches.run(experiment);
    var folder = new RunFiles(runs.resolve("long").toString());
    try (var round = Round.open(experiment, folder.weights())) {
      folder.begin(round.start());
    }
    folded.rounds().subList(0, rounds - 2).forEach(folder::commit);
    assertThat(files(runs.resolve("long"))).hasSizeGreaterThan(2 * (rounds - 2));
    new Search(new SearchRun(experiment, folder), DIRECT, 1).toEnd(state -> {});
    assertThat(files(runs.resolve("long/trials"))).hasSize(2 + 5);
    assertThat(files(runs.resolve("long/rounds"))).hasSize(2 + 5);
    assertThat(folder.readRounds())
        .extracting(RoundSummary::getRound)
        .isEqualTo(IntStream.range(0, rounds).boxed().toList());
    assertThat(folder.readTrials().stream().map(LastingColumns::of))
        .isEqualTo(folded.trials().stream().map(LastingColumns::of).toList());
  }

  @Test
  void aSearchGoesOnFromTheStateBeforeADamagedOneAndSaysSo() throws IOException {
    var whole = search("whole", 1, DIRECT);
    search("damaged", 1, DIRECT);
    var folder = new RunFiles(runs.resolve("damaged").toString());
    var last = folder.committed().orElseThrow();
    Files.writeString(Path.of(folder.state(last)), "half a state");
    var notices = new ArrayList<String>();
    new Search(new SearchRun(EXPERIMENT, folder), DIRECT, 1)
        .toEnd(
            new Search.Listener() {
              @Override
              public void committed(SearchState state) {}

              @Override
              public void wentBack(String notice) {
                notices.add(notice);
              }
            });
    assertThat(notices)
        .singleElement()
        .asString()
        .contains("state/%05d.avro is damaged".formatted(last), "after round " + (last - 1));
    assertThat(folder.readTrials().stream().map(LastingColumns::of)).isEqualTo(whole);
    assertThat(folder.read(last).getFinished()).isNotNull();
  }

  private List<Trial> search(String name, int roundsPerPipeline, Engine engine) {
    var folder = new RunFiles(runs.resolve(name).toString());
    var end =
        new Search(new SearchRun(EXPERIMENT, folder), engine, roundsPerPipeline).toEnd(state -> {});
    assertThat(end.getEvaluations()).isEqualTo(40);
    return folder.readTrials().stream().map(LastingColumns::of).toList();
  }

  private static List<Path> files(Path folder) {
    try (var found = Files.walk(folder)) {
      return found.filter(Files::isRegularFile).toList();
    } catch (IOException absent) {
      return List.of();
    }
  }
}
