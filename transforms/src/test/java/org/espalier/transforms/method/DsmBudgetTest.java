package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.espalier.schemas.DsmState;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Member;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * DSM-NAS in the space of Once-for-All, within a budget of multiply-adds and from given networks.
 */
final class DsmBudgetTest {

  private static final SearchSpace SPACE = SearchSpaces.named("mobilenetv3");
  private static final Target TARGET = Target.of("imagenette");
  private static final double BUDGET = 400e6;

  private final SearchContext context =
      new SearchContext(SPACE, "imagenette", 7, new MemoryTensorStore());

  @Test
  void theFirstCentresAreWithinTheBudgetHoweverTightItIs() {
    long least = SPACE.leastCost(TARGET, CountingRule.CONV_FC).madds();
    for (double budget : new double[] {BUDGET, 1.05 * least, least}) {
      var proposals = dsm(budget, null).sample(empty(), context);
      assertThat(proposals).hasSize(3);
      for (var proposal : proposals) {
        assertThat(madds(proposal.genotype().orElseThrow())).isLessThanOrEqualTo((long) budget);
      }
    }
    var free = dsm(null, null).sample(empty(), context).stream();
    assertThat(free.mapToLong(proposal -> madds(proposal.genotype().orElseThrow())).max().orElse(0))
        .isGreaterThan((long) BUDGET);
  }

  @Test
  void aBudgetBelowTheSmallestNetworkIsRefusedWithItsMultiplyAdds() {
    long least = SPACE.leastCost(TARGET, CountingRule.CONV_FC).madds();
    assertThatThrownBy(() -> dsm(least - 1.0, null).check(context))
        .hasMessageContainingAll("method.maxMadds", "at least " + least, "smallest network");
    dsm((double) least, null).check(context);
    var smallest = SPACE.genotype(SPACE.cheapestPath(TARGET));
    assertThat(madds(smallest)).isEqualTo(least);
    var random = new SplittableRandom(1);
    for (int i = 0; i < 100; i++) {
      assertThat(madds(SPACE.random(random))).isGreaterThan(least);
    }
  }

  @Test
  void whatIsBeyondTheBudgetIsLearnedFromAndNotAccepted() {
    var method = dsm(BUDGET, null);
    var state = started(method);
    var small = SPACE.genotype(SPACE.cheapestPath(TARGET));
    var trials = List.of(trial(0, SPACE.largest(TARGET), 0.9), trial(1, small, 0.7));
    var evidence = method.select(state, trials, context);
    assertThat(evidence.getRewards()).hasSize(2).noneMatch(reward -> reward.isNaN());
    assertThat(evidence.getSurvivors()).containsExactly(1);
    assertThat(method.qualifies(state, SPACE.largest(TARGET), context)).isFalse();
    assertThat(method.qualifies(state, small, context)).isTrue();
    var next = (DsmState) method.mutate(state, evidence, context);
    assertThat(next.getCentres()).extracting(Member::getScore).contains(0.7).doesNotContain(0.9);
    assertThat(next.getUpdates()).isEqualTo(1);
  }

  @Test
  void itStartsFromNetworksOfTheCatalogueOrGivenAsText() {
    var smallest = SPACE.genotype(SPACE.cheapestPath(TARGET));
    var resolved = dsm(null, List.of("dsm_nas_plus", smallest.getText())).resolved(SPACE);
    assertThat(resolved.resolved(SPACE)).isEqualTo(resolved);
    var proposals = resolved.sample(empty(), context);
    assertThat(proposals).hasSize(3);
    assertThat(proposals.get(0).genotype().orElseThrow().getText()).startsWith("4,4,3,4,4:3,5,5,5");
    assertThat(proposals.get(1).genotype()).contains(smallest);
    assertThat(proposals).noneMatch(Proposal::charged);
    assertThatThrownBy(() -> dsm(BUDGET, List.of("dsm_nas_plus")).resolved(SPACE).check(context))
        .hasMessageContainingAll("method.start", "within method.maxMadds", "4,4,3,4,4:3,5,5,5");
    assertThatThrownBy(() -> dsm(null, List.of("a", "b", "c", "d")))
        .hasMessageContainingAll("start", "at most 3", "4");
    assertThatThrownBy(() -> dsm(null, List.of("dsm_nos")).resolved(SPACE))
        .hasMessageContaining("dsm_nos");
    assertThatThrownBy(() -> dsm(null, List.of("DSNAS_240")).resolved(SPACE))
        .hasMessageContainingAll("method.start", "space mobilenetv3", "DSNAS_240", "shufflenet");
  }

  @Test
  void aFileIsReadWhenItIsResolvedAndNeverAgain(@TempDir Path folder) throws IOException {
    var smallest = SPACE.genotype(SPACE.cheapestPath(TARGET));
    var file = Files.writeString(folder.resolve("start.txt"), smallest.getText());
    var plus = new DsmNasPlus("imagenette", 5, dsm(null, List.of(file.toString())));
    var resolved = plus.resolved(SPACE);
    Files.delete(file);
    assertThat(resolved.search().start()).containsExactly(smallest.getText());
    assertThat(resolved.sample(empty(), context).get(0).genotype()).contains(smallest);
  }

  /** The first two layers of a unit have no option to be absent, and no edit makes them so. */
  @Test
  void noEditTakesALayerThatAUnitNeeds() {
    var method = dsm(null, null);
    var state = started(method);
    var absent = new ArrayList<Integer>();
    for (int round = 1; round < 7; round++) {
      var at = SearchState.newBuilder(state).setRound(round).build();
      for (var proposal : method.sample(at, context)) {
        for (var edit : Edits.parse(proposal.subspace()).list()) {
          var options = SPACE.decisions().get(edit.decision()).options();
          assertThat(edit.operation()).isLessThan(options.size());
          if (options.get(edit.operation()).equals("absent")) {
            absent.add(edit.decision() % 4);
          }
        }
      }
    }
    assertThat(absent).isNotEmpty().allMatch(layer -> layer >= 2);
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static DsmNas dsm(@Nullable Double maxMadds, @Nullable List<String> start) {
    return new DsmNas(3, 4, 16, 1, 0.01, 0, 0, 0.9, false, 8, maxMadds, start);
  }

  private static long madds(Genotype genotype) {
    return SPACE.cost(genotype, TARGET, CountingRule.CONV_FC).madds();
  }

  private static SearchState empty() {
    return SearchState.newBuilder()
        .setRun("test")
        .setMethod("dsm-nas")
        .setSpace("mobilenetv3")
        .setSeed(7)
        .build();
  }

  private SearchState started(DsmNas method) {
    var trials = new ArrayList<Trial>();
    for (var proposal : method.sample(empty(), context)) {
      trials.add(trial(trials.size(), proposal.genotype().orElseThrow(), 0.5));
    }
    var own = method.mutate(empty(), method.select(empty(), trials, context), context);
    return SearchState.newBuilder(empty()).setRound(1).setMethodState(own).build();
  }

  private static Trial trial(int index, Genotype genotype, double score) {
    return Trial.newBuilder()
        .setRun("test")
        .setMethod("dsm-nas")
        .setSpace("mobilenetv3")
        .setDataSet("imagenette")
        .setRound(0)
        .setIndex(index)
        .setId("0")
        .setTask(Task.SCORE)
        .setSubspace("centre 1, edits 0=3 1=2 2=0 3=0")
        .setGenotype(genotype)
        .setCanonical(SPACE.canonical(genotype))
        .setSeed(0)
        .setStatus(Status.OK)
        .setScore(score)
        .build();
  }
}
