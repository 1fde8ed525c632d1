package org.espalier.models.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.models.layer.CountingRule;
import org.espalier.schemas.Genotype;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every search space must do; a new space is tested by being listed. */
class SearchSpaceContractTest {

  private static final int DRAWS = 300;

  static List<SearchSpace> spaces() {
    return Stream.concat(
            SearchSpaces.all().stream(),
            Stream.of(new ToySpace(), LearnedSpaceTest.small(LearnedExtras.ALL)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void aSpaceIsFoundByItsName(SearchSpace space) {
    assumeTrue(SearchSpaces.all().contains(space));
    assertThat(SearchSpaces.named(space.name())).isSameAs(space);
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void textAndEncodingDenoteTheSameGenotype(SearchSpace space) {
    draws(space)
        .forEach(
            genotype -> {
              assertThat(space.parse(genotype.getText())).isEqualTo(genotype);
              assertThat(space.genotype(space.encoding(genotype))).isEqualTo(genotype);
            });
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void theSameSeedDrawsTheSameGenotypes(SearchSpace space) {
    assertThat(draws(space).toList()).isEqualTo(draws(space).toList());
    long architectures = space.size().min(BigInteger.valueOf(DRAWS)).longValueExact();
    assertThat((long) new HashSet<>(draws(space).toList()).size()).isGreaterThan(architectures / 2);
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void aMutationIsANeighbour(SearchSpace space) {
    var random = new SplittableRandom(2);
    draws(space)
        .limit(40)
        .forEach(
            genotype ->
                assertThat(space.neighbours(genotype)).contains(space.mutate(genotype, random)));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void neighboursAreDistinctAndEachOneEditAway(SearchSpace space) {
    draws(space)
        .limit(3)
        .forEach(
            genotype -> {
              var neighbours = space.neighbours(genotype);
              assertThat(neighbours)
                  .doesNotHaveDuplicates()
                  .isEqualTo(space.neighbours(genotype))
                  .allSatisfy(other -> assertThat(differences(genotype, other)).isBetween(1, 2))
                  .allSatisfy(other -> assertThat(space.neighbours(other)).contains(genotype));
            });
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void everyCombinationOfOptionsDenotesAnArchitectureWhereDecisionsAreMadeOneByOne(
      SearchSpace space) {
    assumeTrue(space.isUnconstrained());
    var random = new SplittableRandom(4);
    for (int i = 0; i < DRAWS; i++) {
      var encoding =
          space.decisions().stream()
              .mapToInt(decision -> random.nextInt(decision.options().size()))
              .toArray();
      var normal = space.normalized(encoding);
      assertThat(space.encoding(space.genotype(encoding))).isEqualTo(normal);
      assertThat(space.normalized(normal)).isEqualTo(normal);
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void oneDecisionDiffersInANeighbourWhereEncodingsStandForThemselves(SearchSpace space) {
    assumeTrue(space.size().equals(combinations(space)));
    var genotype = draws(space).findFirst().orElseThrow();
    assertThat(space.neighbours(genotype))
        .hasSize(space.options().size() - space.decisions().size())
        .allSatisfy(other -> assertThat(differences(genotype, other)).isEqualTo(1));
  }

  private static BigInteger combinations(SearchSpace space) {
    return space.decisions().stream()
        .map(decision -> BigInteger.valueOf(decision.options().size()))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void theCanonicalFormDependsOnTheDecisionsAlone(SearchSpace space) {
    draws(space)
        .forEach(
            genotype ->
                assertThat(space.canonical(space.parse(genotype.getText())))
                    .isEqualTo(space.canonical(genotype))
                    .isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void anEncodingOutsideTheSpaceIsRefusedWithPositionValueAndRange(SearchSpace space) {
    var last = space.decisions().size() - 1;
    var options = space.decisions().get(last).options().size();
    var encoding = new int[space.decisions().size()];
    encoding[last] = options;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.genotype(encoding))
        .withMessageContaining("position " + last)
        .withMessageContaining("was " + options);
    encoding[last] = -1;
    assertThatIllegalArgumentException().isThrownBy(() -> space.genotype(encoding));
    assertThatIllegalArgumentException().isThrownBy(() -> space.genotype(new int[0]));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void aGenotypeOfAnotherSpaceIsRefused(SearchSpace space) {
    var own = draws(space).findFirst().orElseThrow();
    var foreign = new Genotype("elsewhere", own.getText(), own.getEncoding());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.canonical(foreign))
        .withMessageContaining("elsewhere");
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void aMalformedTextIsRefusedWithTheTextAndTheExpectedForm(SearchSpace space) {
    var text = draws(space).findFirst().orElseThrow().getText();
    Stream.of("", "x", text + "|", text.substring(1), text.replaceFirst("[a-z0-9]", ""))
        .forEach(
            malformed ->
                assertThatIllegalArgumentException()
                    .isThrownBy(() -> space.parse(malformed))
                    .withMessageContaining("'" + malformed + "'")
                    .withMessageContaining("Expected form"));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void costsGrowFromRuleToRuleAndParametersDoNotDependOnIt(SearchSpace space) {
    var target = Target.of("cifar10");
    draws(space)
        .forEach(
            genotype -> {
              var conv = space.cost(genotype, target, CountingRule.CONV);
              var full = space.cost(genotype, target, CountingRule.CONV_FC);
              var profiler = space.cost(genotype, target, CountingRule.PROFILER);
              assertThat(conv.madds()).isPositive().isLessThan(full.madds());
              assertThat(full.madds()).isLessThan(profiler.madds());
              assertThat(conv.parameters()).isPositive().isEqualTo(profiler.parameters());
            });
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void aDrawingIsOneCompleteGraph(SearchSpace space) {
    draws(space)
        .forEach(
            genotype ->
                assertThat(space.dot(genotype))
                    .startsWith("digraph ")
                    .contains(space.name())
                    .endsWith("}\n"));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void decisionsHaveDistinctNamesAndAnIndexOfTheirOptions(SearchSpace space) {
    assertThat(space.decisions().stream().map(Decision::name)).doesNotHaveDuplicates();
    for (int decision = 0; decision < space.decisions().size(); decision++) {
      var options = space.decisions().get(decision).options();
      assertThat(space.options().options(decision)).isEqualTo(options.size());
    }
  }

  /** What is searched has the options that the space decides, and so has what is trained. */
  @ParameterizedTest
  @MethodSource("spaces")
  void networksAskForTheDecisionsOfTheSpace(SearchSpace space) {
    var input = Target.of("cifar10").input();
    var size = space.publishedSize(input, Optional.empty());
    assertThat(space.searchNetwork(size, input).options()).isEqualTo(space.options());
    assertThat(space.evaluationNetwork(size, input, Evaluation.plain()).options())
        .isEqualTo(space.options());
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void noArchitectureHasMoreParametersThanTheLargest(SearchSpace space) {
    var target = Target.of("cifar10");
    var largest = space.cost(space.largest(target), target, CountingRule.CONV).parameters();
    assertThat(draws(space))
        .allSatisfy(
            genotype ->
                assertThat(space.cost(genotype, target, CountingRule.CONV).parameters())
                    .isLessThanOrEqualTo(largest));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void theCostliestOptionCostsOneAndNoneLessThanNothing(SearchSpace space) {
    var costs = space.optionCosts(Target.of("cifar10"));
    assertThat(costs).hasSize(space.options().size()).contains(1.0);
    assertThat(Arrays.stream(costs).boxed()).allMatch(cost -> cost >= 0 && cost <= 1);
  }

  private static Stream<Genotype> draws(SearchSpace space) {
    var random = new SplittableRandom(1);
    return Stream.generate(() -> space.random(random)).limit(DRAWS);
  }

  private static int differences(Genotype a, Genotype b) {
    return IntStream.range(0, a.getEncoding().size())
        .map(at -> a.getEncoding().get(at).equals(b.getEncoding().get(at)) ? 0 : 1)
        .sum();
  }
}
