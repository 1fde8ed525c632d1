package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.transforms.method.ToyRound.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.espalier.models.predictor.PredictorSettings;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.RandomState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.junit.jupiter.api.Test;

/** 60 random architectures measured after 10 steps of training, then a search by prediction. */
final class PredictedRoundsTest {

  private static final PredictorSettings SETTINGS =
      new PredictorSettings(16, 0, 100, 16, 0.05, 0.9, 0);

  private final SearchContext context = ToyRound.context(1);
  private final PredictedRounds rounds =
      new PredictedRounds(
          SharedWeights.before(
              new RandomSearch(3), new SharedTraining(10, 40, 1, new Pretraining(10, 0, 5))),
          60,
          SETTINGS);

  @Test
  void trainingComesFirstThenARoundThatMeasuresAndIsNotCharged() {
    assertThat(rounds.sample(at(0), context))
        .singleElement()
        .matches(proposal -> proposal.task() == Task.TRAIN);
    var measured = rounds.sample(at(10), context);
    assertThat(measured)
        .hasSize(60)
        .noneMatch(Proposal::charged)
        .allMatch(proposal -> proposal.predictor().isEmpty())
        .allMatch(proposal -> proposal.weights().equals(Optional.of("abc")));
    assertThat(rounds.plannedSteps()).isEqualTo(10);
  }

  @Test
  void theSearchGoesByWhatThePredictorHasLearned() {
    var evidence = rounds.select(at(10), measured(60), context);
    var name = Objects.requireNonNull(evidence.getPredictor());
    assertThat(rounds.select(at(10), measured(60), context).getPredictor()).isEqualTo(name);
    var own = new RandomState(4L);
    var before = SearchState.newBuilder(at(10)).setMethodState(own).build();
    assertThat(rounds.mutate(before, evidence, context)).isSameAs(own);
    var after = SearchState.newBuilder(before).setPredictor(name).build();
    assertThat(rounds.sample(after, context))
        .hasSize(3)
        .allMatch(proposal -> proposal.predictor().equals(Optional.of(name)));
    var predictor = PredictedRounds.predictor(name, SETTINGS, context);
    assertThat(predictor.score(new int[] {3, 3, 3, 3, 3, 3}))
        .isGreaterThan(predictor.score(new int[] {0, 0, 0, 0, 0, 0}) + 0.1);
    assertThat(rounds.gauges(after, context))
        .filteredOn(gauge -> gauge.getName().equals("predictor_tau"))
        .extracting(Gauge::getValue)
        .singleElement()
        .satisfies(tau -> assertThat(tau).isBetween(0.5, 1.0));
    assertThat(rounds.gauges(before, context)).isEmpty();
  }

  @Test
  void whatWasMeasuredForThePredictorIsNotWhatTheSearchFinds() {
    var genotype = ToyRound.all(3);
    assertThat(rounds.qualifies(at(10), genotype, context)).isFalse();
    var after = SearchState.newBuilder(at(10)).setPredictor("p").build();
    assertThat(rounds.qualifies(after, genotype, context)).isTrue();
  }

  @Test
  void tooFewMeasurementsEndTheSearchAndSayHowMany() {
    var evidence = rounds.select(at(10), measured(19), context);
    assertThat(evidence.getPredictor()).isNull();
    assertThat(evidence.getEnded()).contains("19 of 60");
  }

  /** Better the more convolutions there are. */
  private List<Trial> measured(int count) {
    var trials = new ArrayList<Trial>();
    for (var proposal : rounds.sample(at(10), context).subList(0, count)) {
      var genotype = proposal.genotype().orElseThrow();
      trials.add(trial(trials.size(), genotype, score(genotype)));
    }
    return trials;
  }

  private static double score(Genotype genotype) {
    return 0.3 + 0.1 * genotype.getEncoding().stream().filter(option -> option == 3).count();
  }

  private static SearchState at(long steps) {
    return SearchState.newBuilder(ToyRound.state(3, null))
        .setSteps(steps)
        .setWeights("abc")
        .build();
  }
}
