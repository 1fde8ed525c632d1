package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.evolution.SpaceRoundsTest;
import org.espalier.transforms.method.gradient.Cnas;
import org.espalier.transforms.method.gradient.GradientMethodContractTest;
import org.espalier.transforms.method.gradient.PolicySettings;
import org.espalier.transforms.registry.SearchMethods;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.round.Searches;
import org.espalier.transforms.round.ToyEvaluator.Behaviour;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every search method that scores from its first round must do, whatever it is. A new method
 * adds a line to {@link #methods}.
 */
class SearchMethodContractTest {

  private static final DsmNas DSM_NAS = new DsmNas(3, 4, 16, 2, 0.01, 1e-5, 5e-4, 0.9, false, 4);

  static Stream<SearchMethod> methods() {
    return Stream.of(
        new RandomSearch(4),
        new RegularizedEvolution(8, 3, 4),
        new LocalSearch(4),
        new Reinforce(0.05, 0.9, 4),
        DSM_NAS,
        new DsmNasPlus("cifar100", 10, DSM_NAS),
        new Cnas(
            List.of("random"), 5, 1, 9, 1, new PolicySettings(16, 0.02, 0, 5, 0, 0.8, 4), 1, 3));
  }

  @Test
  void everyListedMethodIsHeldToThisContractOrToThatOfGradientMethodsOrHasATestOfItsOwn() {
    var own = Stream.<SearchMethod>of(SpaceRoundsTest.METHOD);
    var all =
        Stream.of(methods(), GradientMethodContractTest.methods(), own)
            .flatMap(each -> each)
            .toList();
    assertThat(all.stream().map(SearchMethod::name).collect(Collectors.toSet()))
        .containsAll(SearchMethods.all().stream().map(SearchMethods.Entry::name).toList());
    assertThat(all.stream().map(Object::getClass).collect(Collectors.toSet()))
        .containsAll(SearchMethods.all().stream().map(SearchMethods.Entry::type).toList());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyCandidateLiesInTheSpace(SearchMethod method) {
    var outcome = Searches.run(Searches.experiment(method, Behaviour.WELL));
    var space = SearchSpaces.named("nb201");
    assertThat(outcome.trials())
        .isNotEmpty()
        .allSatisfy(
            trial ->
                assertThat(space.parse(trial.getGenotype().getText()))
                    .isEqualTo(trial.getGenotype()));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void theSameSeedGivesTheSameTrialsAndAnotherSeedOthers(SearchMethod method) {
    var experiment = Searches.experiment(method, Behaviour.WELL);
    assertThat(genotypes(Searches.run(experiment).trials()))
        .isEqualTo(genotypes(Searches.run(experiment).trials()))
        .isNotEqualTo(genotypes(Searches.run(experiment.withSeed(99)).trials()));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aStateThatWasStoredGoesOnAsIfItHadNot(SearchMethod method) throws Exception {
    var experiment = Searches.experiment(method, Behaviour.WELL);
    var tensors = new MemoryTensorStore();
    try (var round = Round.open(experiment, tensors)) {
      var state = round.start();
      for (var i = 0; i < 6; i++) {
        var stored = SearchState.fromByteBuffer(state.toByteBuffer());
        var candidates = round.sample(stored);
        assertThat(candidates).isEqualTo(round.sample(state));
        var trials = candidates.stream().map(round::trainAndScore).toList();
        state = round.mutate(stored, round.select(stored, trials)).next();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void trialsWithoutAScoreDoNotStopIt(SearchMethod method) {
    var outcome = Searches.run(Searches.experiment(method, Behaviour.DIVERGES_ON_NONE));
    assertThat(outcome.state().getEvaluations()).isEqualTo(40);
    assertThat(outcome.state().getBest()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void theBestIsTheBestOfItsTrials(SearchMethod method) {
    var outcome = Searches.run(Searches.experiment(method, Behaviour.WELL));
    var highest =
        outcome.trials().stream()
            .filter(trial -> trial.getStatus() == Status.OK)
            .map(Trial::getScore)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .max();
    assertThat(outcome.state().getBest().getScore()).isEqualTo(highest.orElseThrow());
  }

  private static String genotypes(List<Trial> trials) {
    return trials.stream()
        .map(trial -> trial.getIndex() + trial.getGenotype().getText())
        .collect(Collectors.joining("\n"));
  }
}
