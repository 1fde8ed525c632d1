package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Tensor;
import org.espalier.schemas.Trial;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.junit.jupiter.api.Test;

final class ReplicasTest {

  private final TensorStore tensors = new MemoryTensorStore();

  @Test
  void onlyTrainingThatWentWellCounts() {
    var scored = Trial.newBuilder(replica(0, Status.OK, 1, 1)).setTask(Task.SCORE).build();
    var trials =
        List.of(
            scored,
            replica(1, Status.DIVERGED, 1, 1),
            replica(2, Status.OK, 2, 1),
            replica(3, Status.FAILED, 1, 1),
            replica(4, Status.OK, 4, 3));
    var replicas = Replicas.of(trials);
    assertThat(replicas.isEmpty()).isFalse();
    assertThat(replicas.indices()).containsExactly(2, 4);
    assertThat(tensors.get(Objects.requireNonNull(replicas.weights(tensors))))
        .containsExactly(FloatTensors.of("kernel", 3.5f));
  }

  @Test
  void oneReplicaSaysWhatItSaysAndNothingIsWritten() {
    var alone = replica(0, Status.OK, 2, 7);
    var replicas = Replicas.of(List.of(alone));
    assertThat(replicas.weights(new MemoryTensorStore())).isEqualTo(alone.getWeights());
    assertThat(replicas.learned()).containsExactly(FloatTensors.of("alpha", 20));
  }

  @Test
  void whatReplicasLearnBesideTheWeightsIsAveragedEqually() {
    var replicas = Replicas.of(List.of(replica(0, Status.OK, 2, 1), replica(1, Status.OK, 4, 3)));
    assertThat(replicas.learned()).containsExactly(FloatTensors.of("alpha", 30));
  }

  @Test
  void noneThatWentWellSaysNothing() {
    var none = Replicas.of(List.of(replica(0, Status.DIVERGED, 2, 1)));
    assertThat(none.isEmpty()).isTrue();
    assertThat(none.weights(tensors)).isNull();
    assertThat(none.learned()).isEmpty();
    assertThat(none.indices()).isEmpty();
  }

  @Test
  void aTrialThatCountsNoTouchedStepsIsNamed() {
    var mute = Trial.newBuilder(replica(1, Status.OK, 4, 3)).setTensors(List.of()).build();
    var replicas = Replicas.of(List.of(replica(0, Status.OK, 2, 1), mute));
    assertThatThrownBy(() -> replicas.weights(tensors))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(mute.getId(), "touched");
  }

  /** A training trial whose weights are one kernel, touched by some steps. */
  private Trial replica(int index, Status status, float kernel, float touched) {
    List<Tensor> learned =
        List.of(FloatTensors.of(Replicas.TOUCHED, touched), FloatTensors.of("alpha", 10 * kernel));
    return Trial.newBuilder(ToyRound.trial(index, ToyRound.all(0), 0.5))
        .setTask(Task.TRAIN)
        .setStatus(status)
        .setScore(null)
        .setWeights(tensors.put(List.of(FloatTensors.of("kernel", kernel))))
        .setTensors(learned)
        .build();
  }
}
