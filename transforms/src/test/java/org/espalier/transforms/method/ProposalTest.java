package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.transforms.method.ToyRound.all;

import java.util.List;
import java.util.Optional;
import org.espalier.schemas.SupernetForm;
import org.espalier.schemas.Task;
import org.junit.jupiter.api.Test;

final class ProposalTest {

  private static final SupernetForm FORM = SupernetForm.newBuilder().setMixed(true).build();

  @Test
  void anArchitectureToScoreIsChargedAndNeedsNothingElse() {
    var proposal = Proposal.score(all(3));
    assertThat(proposal.task()).isEqualTo(Task.SCORE);
    assertThat(proposal.genotype()).contains(all(3));
    assertThat(proposal.charged()).isTrue();
    assertThat(proposal.parent()).isEmpty();
    assertThat(proposal.subspace()).isEmpty();
    assertThat(proposal.dataSet()).isEmpty();
    assertThat(proposal.distribution()).isEmpty();
    assertThat(proposal.weights()).isEmpty();
    assertThat(proposal.form()).isEmpty();
    assertThat(proposal.steps()).isZero();
    assertThat(proposal.dataShare()).isZero();
    assertThat(proposal.dataShares()).isEqualTo(1);
  }

  @Test
  void trainingIsFreeAndHasNoArchitecture() {
    var proposal = Proposal.train(Optional.of("abc"), 30, 1, 3);
    assertThat(proposal.task()).isEqualTo(Task.TRAIN);
    assertThat(proposal.genotype()).isEmpty();
    assertThat(proposal.charged()).isFalse();
    assertThat(proposal.weights()).contains("abc");
    assertThat(proposal.steps()).isEqualTo(30);
    assertThat(proposal.dataShare()).isEqualTo(1);
    assertThat(proposal.dataShares()).isEqualTo(3);
    assertThat(proposal.subspace()).isEqualTo("whole space");
  }

  @Test
  void everyChangeIsACopyThatKeepsTheRest() {
    var paths = List.of(FloatTensors.of("paths", 1));
    var plain = Proposal.score(all(3));
    var changed =
        plain
            .from("one mutation", Optional.of(all(1)))
            .on("cifar100")
            .free()
            .drawing(paths)
            .with(Optional.of("abc"))
            .in(Optional.of(FORM));
    for (var copy : List.of(changed, changed.free(), changed.on("cifar100"))) {
      assertThat(copy.genotype()).contains(all(3));
      assertThat(copy.subspace()).isEqualTo("one mutation");
      assertThat(copy.parent()).contains(all(1));
      assertThat(copy.dataSet()).contains("cifar100");
      assertThat(copy.charged()).isFalse();
      assertThat(copy.distribution()).isEqualTo(paths);
      assertThat(copy.weights()).contains("abc");
      assertThat(copy.form()).contains(FORM);
    }
    assertThat(plain.charged()).isTrue();
    assertThat(plain.dataSet()).isEmpty();
    assertThat(plain.weights()).isEmpty();
  }

  @Test
  void stepsAndSharesOfTrainingSurviveAChange() {
    var changed = Proposal.train(Optional.empty(), 30, 1, 3).drawing(List.of());
    assertThat(changed.task()).isEqualTo(Task.TRAIN);
    assertThat(changed.steps()).isEqualTo(30);
    assertThat(changed.dataShare()).isEqualTo(1);
    assertThat(changed.dataShares()).isEqualTo(3);
  }
}
