package org.espalier.models.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.espalier.models.numbers.OptionMask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How every space turns scores into an architecture; a new one is tested by being listed. */
class DeriveContractTest {

  static List<SearchSpace> spaces() {
    return Stream.concat(SearchSpaces.all().stream(), Stream.of(new ToySpace())).toList();
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void anArchitectureIsDerivedFromScoresThatFavourIt(SearchSpace space) {
    var random = new SplittableRandom(3);
    var mask = OptionMask.all(space.options());
    for (int draw = 0; draw < 100; draw++) {
      var genotype = space.random(random);
      var scores = random.doubles(space.options().size()).map(value -> value / 2).toArray();
      var encoding = space.encoding(genotype);
      for (int decision = 0; decision < encoding.length; decision++) {
        scores[space.options().at(decision, encoding[decision])] = 1;
      }
      assertThat(space.derive(scores, mask)).isEqualTo(genotype);
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void anOptionThatIsNotAllowedIsNotDerived(SearchSpace space) {
    var index = space.options();
    var mask = OptionMask.where(index, at -> at + 1 < index.end(index.decision(at)));
    var scores = new double[index.size()];
    for (int decision = 0; decision < index.decisions(); decision++) {
      scores[index.end(decision) - 1] = 1;
    }
    var encoding = space.encoding(space.derive(scores, mask));
    for (int decision = 0; decision < encoding.length; decision++) {
      assertThat(encoding[decision]).isLessThan(index.options(decision) - 1);
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void scoresThatAreNoNumbersOrNotEnoughAreRefused(SearchSpace space) {
    var scores = new double[space.options().size()];
    var mask = OptionMask.all(space.options());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.derive(new double[3], mask))
        .withMessageContaining("must have " + scores.length)
        .withMessageContaining("had 3");
    scores[space.options().at(1, 1)] = Double.NaN;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.derive(scores, mask))
        .withMessageContaining("NaN")
        .withMessageContaining("decision 1");
  }
}
