package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.transforms.method.ToyRound.all;
import static org.espalier.transforms.method.ToyRound.evidence;
import static org.espalier.transforms.method.ToyRound.state;
import static org.espalier.transforms.method.ToyRound.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.RandomState;
import org.espalier.schemas.SearchState;
import org.junit.jupiter.api.Test;

final class RandomSearchTest {

  private final SearchContext context = ToyRound.context(1);

  @Test
  void theArchitecturesDrawnDoNotDependOnTheSizeOfARound() {
    var whole = drawn(6, state(0, null));
    var parts = new ArrayList<Optional<Genotype>>();
    for (var round = 0; round < 3; round++) {
      parts.addAll(drawn(2, state(round, new RandomState(2L * round))));
    }
    assertThat(parts).isEqualTo(whole).doesNotHaveDuplicates();
  }

  @Test
  void everyTrialCountsAsDrawnWhateverBecameOfIt() {
    var trials = evidence(trial(0, all(1), 0.5), trial(1, all(2), null));
    var after = new RandomSearch(2).mutate(state(1, new RandomState(10L)), trials, context);
    assertThat(after).isEqualTo(new RandomState(12L));
  }

  @Test
  void aRoundWithoutCandidatesIsRefused() {
    assertThatThrownBy(() -> new RandomSearch(0))
        .hasMessageContainingAll("candidatesPerRound", "at least 1", "0");
  }

  private List<Optional<Genotype>> drawn(int candidatesPerRound, SearchState state) {
    return new RandomSearch(candidatesPerRound)
        .sample(state, context).stream().map(Proposal::genotype).toList();
  }
}
