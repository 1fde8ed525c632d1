package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.espalier.transforms.method.ToyRound.all;
import static org.espalier.transforms.method.ToyRound.evidence;
import static org.espalier.transforms.method.ToyRound.genotype;
import static org.espalier.transforms.method.ToyRound.state;
import static org.espalier.transforms.method.ToyRound.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.ReinforceState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.junit.jupiter.api.Test;

final class ReinforceTest {

  private static final int EDGES = 6;
  private static final int OPERATIONS = 5;

  private final Reinforce reinforce = new Reinforce(0.1, 0.9, 4);
  private final SearchContext context = ToyRound.context(1);

  @Test
  void whatScoresAboveTheAverageBecomesMoreProbable() {
    var logits = after(averaging(0.5), trial(0, genotype(0, 1, 2, 3, 4, 0), 0.9)).getLogits();
    for (var edge = 0; edge < EDGES; edge++) {
      for (var operation = 0; operation < OPERATIONS; operation++) {
        // Adam's first step is the learning rate, whatever the gradient.
        var chosen = operation == edge % OPERATIONS;
        assertThat(logits.get(edge * OPERATIONS + operation))
            .isCloseTo(chosen ? 0.1 : -0.1, within(1e-5));
      }
    }
  }

  @Test
  void whatScoresBelowTheAverageBecomesLessProbable() {
    var logits = after(averaging(0.5), trial(0, all(3), 0.1)).getLogits();
    assertThat(logits.get(3)).isCloseTo(-0.1, within(1e-5));
    assertThat(logits.get(0)).isCloseTo(0.1, within(1e-5));
  }

  @Test
  void theAverageTakesAScoreInBeforeItIsSubtracted() {
    var after = after(averaging(0.5), trial(0, all(3), 0.9));
    assertThat(after.getBaseline()).isCloseTo(0.54, within(1e-12));
    // The gradient of a chosen operation's logit is (0.9 - 0.54)(1 - 1/5).
    assertThat(after.getFirstMoment().get(3)).isCloseTo(0.1 * 0.36 * 0.8, within(1e-12));
    assertThat(after.getFirstMoment().get(2)).isCloseTo(-0.1 * 0.36 * 0.2, within(1e-12));
    assertThat(after.getUpdates()).isEqualTo(1);
  }

  @Test
  void theFirstScoreIsItsOwnAverageAndTeachesNothing() {
    var after = after(state(0, null), trial(0, all(3), 0.9));
    assertThat(after.getBaseline()).isEqualTo(0.9);
    assertThat(after.getLogits()).hasSize(EDGES * OPERATIONS).containsOnly(0.0);
  }

  @Test
  void aRoundAveragesTheGradientsOfItsScores() {
    var after =
        after(
            averaging(0.5), trial(0, all(3), 0.9), trial(1, all(2), null), trial(2, all(3), 0.54));
    // The second score equals the average it moved: 0.54; half of the first gradient is left.
    assertThat(after.getBaseline()).isCloseTo(0.54, within(1e-12));
    assertThat(after.getFirstMoment().get(3)).isCloseTo(0.1 * 0.36 * 0.8 / 2, within(1e-12));
  }

  @Test
  void aRoundWithoutAScoreChangesNothing() {
    var before = averaging(0.5);
    assertThat(after(before, trial(0, all(3), null))).isEqualTo(before.getMethodState());
  }

  @Test
  void architecturesAreDrawnFromTheLogits() {
    var logits = new ArrayList<>(zeros());
    for (var edge = 0; edge < EDGES; edge++) {
      logits.set(edge * OPERATIONS + edge % OPERATIONS, 40.0);
    }
    var learned = ReinforceState.newBuilder(fresh()).setLogits(logits).build();
    var drawn = reinforce.sample(state(3, learned), context);
    assertThat(drawn)
        .hasSize(4)
        .allMatch(proposal -> proposal.genotype().orElseThrow().equals(genotype(0, 1, 2, 3, 4, 0)));
  }

  @Test
  void beforeItHasLearnedAllOperationsAreDrawn() {
    var drawn = new Reinforce(0.1, 0.9, 100).sample(state(0, null), context);
    var counts = new int[OPERATIONS];
    drawn.forEach(
        proposal -> proposal.genotype().orElseThrow().getEncoding().forEach(op -> counts[op]++));
    // 600 draws with probability 1/5: six standard deviations are 59.
    for (var count : counts) {
      assertThat(count).isBetween(61, 179);
    }
  }

  @Test
  void itShowsTheEntropyOfItsPolicy() {
    assertThat(reinforce.gauges(state(0, null), context))
        .isEqualTo(reinforce.gauges(state(1, fresh()), context));
    assertThat(reinforce.gauges(state(1, fresh()), context))
        .singleElement()
        .satisfies(
            gauge -> {
              assertThat(gauge.getName()).isEqualTo("entropy");
              assertThat(gauge.getValue()).isCloseTo(Math.log(5), within(1e-12));
            });
    var sure = new ArrayList<>(zeros());
    sure.replaceAll(logit -> 0.0);
    for (var edge = 0; edge < EDGES; edge++) {
      sure.set(edge * OPERATIONS, 60.0);
    }
    var learned = ReinforceState.newBuilder(fresh()).setLogits(sure).build();
    assertThat(reinforce.gauges(state(1, learned), context))
        .extracting(Gauge::getValue)
        .allMatch(entropy -> entropy < 1e-12);
  }

  @Test
  void itSupportsSpacesWhoseDecisionsAreMadeOneByOne() {
    assertThat(reinforce.supports(SearchSpaces.named("nb201"))).isTrue();
    assertThat(reinforce.supports(SearchSpaces.named("darts"))).isFalse();
  }

  @Test
  void settingsOutOfRangeAreNamedWithRangeAndValue() {
    assertThatThrownBy(() -> new Reinforce(0, 0.9, 1))
        .hasMessageContainingAll("learningRate", "above 0", "0.0");
    assertThatThrownBy(() -> new Reinforce(0.1, 1, 1))
        .hasMessageContainingAll("baseline", "[0, 1)", "1.0");
    assertThatThrownBy(() -> new Reinforce(0.1, -0.1, 1))
        .hasMessageContainingAll("baseline", "-0.1");
    assertThatThrownBy(() -> new Reinforce(0.1, 0.9, 0))
        .hasMessageContainingAll("candidatesPerRound", "at least 1", "0");
  }

  private static List<Double> zeros() {
    return Collections.nCopies(EDGES * OPERATIONS, 0.0);
  }

  private static ReinforceState fresh() {
    return ReinforceState.newBuilder()
        .setLogits(zeros())
        .setFirstMoment(zeros())
        .setSecondMoment(zeros())
        .build();
  }

  private static SearchState averaging(double baseline) {
    return state(2, ReinforceState.newBuilder(fresh()).setBaseline(baseline).build());
  }

  private ReinforceState after(SearchState before, Trial... trials) {
    return (ReinforceState) reinforce.mutate(before, evidence(trials), context);
  }
}
