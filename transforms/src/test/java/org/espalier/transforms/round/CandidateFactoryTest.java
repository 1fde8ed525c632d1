package org.espalier.transforms.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.Candidate;
import org.espalier.transforms.method.Proposal;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class CandidateFactoryTest {

  private static final SearchContext CONTEXT =
      new SearchContext(SearchSpaces.named("nb201"), "cifar10", 7, new MemoryTensorStore());
  private static final Proposal PROPOSAL =
      Proposal.score(CONTEXT.space().random(new SplittableRandom(1)));

  private static Candidate candidate(String run, Purpose purpose, int round, int index) {
    return new CandidateFactory(run, CONTEXT, purpose).candidate(PROPOSAL, round, index, 0).build();
  }

  @Test
  void purposeRunRoundAndIndexGiveIdentitiesAndSeedsOfTheirOwn() {
    var ids = new HashSet<String>();
    var seeds = new HashSet<Long>();
    for (var purpose : Purpose.values()) {
      for (var round = 0; round < 30; round++) {
        for (var index = 0; index < 30; index++) {
          var candidate = candidate("run", purpose, round, index);
          ids.add(candidate.getId());
          seeds.add(candidate.getSeed());
          assertThat(candidate.getPurpose()).isEqualTo(purpose.label());
        }
      }
    }
    var count = Purpose.values().length * 30 * 30;
    assertThat(ids).hasSize(count);
    assertThat(seeds).hasSize(count);
    assertThat(candidate("other", Purpose.SEARCH, 0, 0).getId()).isNotIn(ids);
  }

  @Test
  void theSameArgumentsGiveTheSameCandidate() {
    assertThat(candidate("run", Purpose.RANK, 3, 4))
        .isEqualTo(candidate("run", Purpose.RANK, 3, 4));
  }

  @Test
  void labelsOfPurposesDiffer() {
    assertThat(Arrays.stream(Purpose.values()).map(Purpose::label).distinct())
        .hasSize(Purpose.values().length);
  }
}
