package org.espalier.transforms.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.transforms.method.ToyRound.SPACE;
import static org.espalier.transforms.method.ToyRound.genotype;

import java.util.List;
import java.util.Optional;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.space.Target;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Scored;
import org.espalier.schemas.Screening;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.SupernetForm;
import org.espalier.schemas.Task;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Proposal;
import org.espalier.transforms.method.RandomSearch;
import org.espalier.transforms.method.ToyRound;
import org.espalier.transforms.round.ToyEvaluator.Behaviour;
import org.junit.jupiter.api.Test;

final class CandidateFilterTest {

  private static final double ANY = Double.POSITIVE_INFINITY;
  private static final Genotype SMALL = genotype(1, 1, 1, 1, 1, 1);
  private static final Genotype LARGE = genotype(3, 3, 3, 3, 3, 3);

  /** Isomorphic to {@link #LARGE}-like cells: the first edge leads nowhere. */
  private static final Genotype DEAD_END = genotype(3, 3, 0, 3, 0, 3);

  private static final Genotype ITS_TWIN = genotype(0, 3, 0, 3, 0, 3);

  @Test
  void aCandidateCarriesWhatWasProposedAndItsPlace() {
    var form = SupernetForm.newBuilder().setMixed(true).build();
    var proposal =
        Proposal.score(LARGE)
            .from("one mutation", Optional.of(SMALL))
            .on("cifar100")
            .free()
            .drawing(List.of(FloatTensors.of("paths", 1)))
            .with(Optional.of("abc"))
            .in(Optional.of(form));
    var candidate = candidates(filter(true, ANY, ANY), state(3), proposal).get(0);
    assertThat(candidate.getRound()).isEqualTo(3);
    assertThat(candidate.getIndex()).isZero();
    assertThat(candidate.getTask()).isEqualTo(Task.SCORE);
    assertThat(candidate.getGenotype()).isEqualTo(LARGE);
    assertThat(candidate.getCanonical()).isEqualTo(SPACE.canonical(LARGE));
    assertThat(candidate.getParent()).isEqualTo(SPACE.canonical(SMALL));
    assertThat(candidate.getSubspace()).isEqualTo("one mutation");
    assertThat(candidate.getDataSet()).isEqualTo("cifar100");
    assertThat(candidate.getCharged()).isFalse();
    assertThat(candidate.getDistribution()).containsExactly(FloatTensors.of("paths", 1));
    assertThat(candidate.getWeights()).isEqualTo("abc");
    assertThat(candidate.getForm()).isEqualTo(form);
    assertThat(candidate.getScreening()).isEqualTo(Screening.EVALUATE);
  }

  @Test
  void trainingIsNotScreenedAndKnowsItsStepsAndItsShareOfTheData() {
    var state = SearchState.newBuilder(state(0)).setSteps(40).build();
    var proposals = new Proposal[2];
    for (var share = 0; share < 2; share++) {
      proposals[share] = Proposal.train(Optional.empty(), 10, share, 2);
    }
    var candidate = candidates(filter(true, 1, 1), state, proposals).get(1);
    assertThat(candidate.getTask()).isEqualTo(Task.TRAIN);
    assertThat(candidate.getScreening()).isEqualTo(Screening.EVALUATE);
    assertThat(candidate.getGenotype()).isNull();
    assertThat(candidate.getCanonical()).isNull();
    assertThat(candidate.getSteps()).isEqualTo(10);
    assertThat(candidate.getFirstStep()).isEqualTo(40);
    assertThat(candidate.getDataShare()).isEqualTo(1);
    assertThat(candidate.getDataShares()).isEqualTo(2);
    assertThat(candidate.getDataSet()).isEqualTo("cifar10");
  }

  @Test
  void everyCandidateHasAnIdentityAndASeedThatFollowFromItsPlace() {
    var filter = filter(false, ANY, ANY);
    var two = new Proposal[] {Proposal.score(SMALL), Proposal.score(SMALL)};
    var first = candidates(filter, state(0), two);
    var second = candidates(filter, state(1), two);
    assertThat(candidates(filter, state(0), two)).isEqualTo(first);
    assertThat(List.of(first.get(0), first.get(1), second.get(0), second.get(1)))
        .extracting(Candidate::getId)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[0-9a-f]{16}"));
    assertThat(List.of(first.get(0), first.get(1), second.get(0), second.get(1)))
        .extracting(Candidate::getSeed)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatIsNoArchitectureOfTheSpaceIsInvalidWithTheReason() {
    var outside =
        Genotype.newBuilder()
            .setSpace("nb201")
            .setText("?")
            .setEncoding(List.of(9, 0, 0, 0, 0, 0))
            .build();
    var candidate = candidates(filter(true, ANY, ANY), state(0), Proposal.score(outside)).get(0);
    assertThat(candidate.getScreening()).isEqualTo(Screening.INVALID);
    assertThat(candidate.getScreeningDetail()).contains("9");
    assertThat(candidate.getCanonical()).isNull();
  }

  @Test
  void theSecondOfTwoIsomorphicArchitecturesRepeatsTheFirst() {
    assertThat(SPACE.canonical(DEAD_END)).isEqualTo(SPACE.canonical(ITS_TWIN));
    var candidates =
        candidates(
            filter(true, ANY, ANY), state(0), Proposal.score(DEAD_END), Proposal.score(ITS_TWIN));
    assertThat(candidates)
        .extracting(Candidate::getScreening)
        .containsExactly(Screening.EVALUATE, Screening.REPLAY);
    assertThat(candidates.get(1).getScreeningDetail()).isEqualTo(candidates.get(0).getId());
  }

  @Test
  void anArchitectureScoredInAnEarlierRoundIsRepeatedByItsIdentity() {
    var archived = archive("cifar10", LARGE);
    var candidate = candidates(filter(true, ANY, ANY), archived, Proposal.score(LARGE)).get(0);
    assertThat(candidate.getScreening()).isEqualTo(Screening.REPLAY);
    assertThat(candidate.getScreeningDetail()).isEqualTo("earlier");
  }

  @Test
  void theSameArchitectureOnAnotherDataSetIsNoRepetition() {
    var archived = archive("cifar100", LARGE);
    var candidates =
        candidates(
            filter(true, ANY, ANY),
            archived,
            Proposal.score(LARGE),
            Proposal.score(LARGE).on("imagenet16"));
    assertThat(candidates).extracting(Candidate::getScreening).containsOnly(Screening.EVALUATE);
  }

  @Test
  void withoutDeduplicationEverythingIsEvaluatedAgain() {
    var candidates =
        candidates(
            filter(false, ANY, ANY),
            archive("cifar10", LARGE),
            Proposal.score(LARGE),
            Proposal.score(LARGE));
    assertThat(candidates).extracting(Candidate::getScreening).containsOnly(Screening.EVALUATE);
  }

  @Test
  void moreParametersThanTheLimitAreNamedWithBothNumbers() {
    long parameters = SPACE.cost(LARGE, Target.of("cifar10"), CountingRule.CONV_FC).parameters();
    var over =
        candidates(filter(true, parameters - 1.0, ANY), state(0), Proposal.score(LARGE)).get(0);
    assertThat(over.getScreening()).isEqualTo(Screening.OVER_CONSTRAINT);
    assertThat(over.getScreeningDetail()).contains(String.valueOf(parameters), "maxParameters");
    var within =
        candidates(filter(true, (double) parameters, ANY), state(0), Proposal.score(LARGE));
    assertThat(within.get(0).getScreening()).isEqualTo(Screening.EVALUATE);
  }

  @Test
  void moreMultiplyAddsThanTheLimitAreNamedWithBothNumbers() {
    var madds = SPACE.cost(LARGE, Target.of("cifar10"), CountingRule.CONV_FC).madds();
    var over = candidates(filter(true, ANY, madds - 1.0), state(0), Proposal.score(LARGE)).get(0);
    assertThat(over.getScreening()).isEqualTo(Screening.OVER_CONSTRAINT);
    assertThat(over.getScreeningDetail()).contains(String.valueOf(madds), "maxMadds");
    var within = candidates(filter(true, ANY, (double) madds), state(0), Proposal.score(LARGE));
    assertThat(within.get(0).getScreening()).isEqualTo(Screening.EVALUATE);
  }

  @Test
  void fewerMultiplyAddsThanTheLimitAreNamedWithBothNumbers() {
    var cost = SPACE.cost(LARGE, Target.of("cifar10"), CountingRule.CONV_FC);
    var madds = (double) cost.madds();
    assertThat(new Constraints(true, ANY, ANY, madds).excess(cost)).isEmpty();
    assertThat(new Constraints(true, ANY, ANY, madds + 1).excess(cost).orElseThrow())
        .contains(String.valueOf(cost.madds()), "minMadds");
  }

  @Test
  void theRoundIsCutWhereTheBudgetEnds() {
    // 40 evaluations in all, of which 38 are made: two are left.
    var state = SearchState.newBuilder(state(0)).setEvaluations(38).build();
    var candidates =
        candidates(
            filter(true, ANY, ANY),
            state,
            Proposal.score(SMALL),
            Proposal.score(SMALL),
            Proposal.score(genotype(2, 1, 1, 1, 1, 1)).free(),
            Proposal.score(LARGE),
            Proposal.score(LARGE),
            Proposal.score(genotype(3, 1, 1, 1, 1, 1)),
            Proposal.score(SMALL));
    // The repetitions and the free one cost nothing; the sixth would be the third evaluation.
    assertThat(candidates)
        .extracting(Candidate::getScreening)
        .containsExactly(
            Screening.EVALUATE,
            Screening.REPLAY,
            Screening.EVALUATE,
            Screening.EVALUATE,
            Screening.REPLAY);
  }

  private static CandidateFilter filter(boolean deduplicate, double parameters, double madds) {
    var experiment =
        Searches.experiment(
            new RandomSearch(1),
            Behaviour.WELL,
            new Budget(400, 40, ANY, 3),
            new Constraints(deduplicate, parameters, madds));
    var costs = new Costs(SPACE, Target.of("cifar10"));
    return new CandidateFilter(experiment, ToyRound.context(experiment.seed()), costs);
  }

  private static List<Candidate> candidates(
      CandidateFilter filter, SearchState state, Proposal... proposals) {
    return filter.candidates(state, List.of(proposals));
  }

  private static SearchState state(int round) {
    return ToyRound.state(round, null);
  }

  private static SearchState archive(String dataSet, Genotype genotype) {
    var scored =
        Scored.newBuilder()
            .setDataSet(dataSet)
            .setCanonical(SPACE.canonical(genotype))
            .setId("earlier")
            .setStatus(Status.OK)
            .setScore(0.5)
            .build();
    return SearchState.newBuilder(state(2)).setArchive(List.of(scored)).build();
  }
}
