package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.transforms.method.ToyRound.all;
import static org.espalier.transforms.method.ToyRound.evidence;
import static org.espalier.transforms.method.ToyRound.state;
import static org.espalier.transforms.method.ToyRound.trial;

import java.util.ArrayList;
import org.espalier.schemas.RandomState;
import org.junit.jupiter.api.Test;

final class RandomSearchTest {

  private final SearchContext context = ToyRound.context(1);

  @Test
  void theArchitecturesDrawnDoNotDependOnTheSizeOfARound() {
    var whole = new RandomSearch(6).sample(state(0, null), context);
    var parts = new ArrayList<Proposal>();
    for (var round = 0; round < 3; round++) {
      parts.addAll(new RandomSearch(2).sample(state(round, new RandomState(2L * round)), context));
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
}
