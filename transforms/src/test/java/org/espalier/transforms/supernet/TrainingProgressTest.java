package org.espalier.transforms.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class TrainingProgressTest {

  @Test
  void aListenerHearsOfItsOwnWorkAndNothingAfterIt() {
    var heard = new ArrayList<Integer>();
    TrainingProgress.taken(1);
    var result =
        TrainingProgress.heard(
            heard::add,
            () -> {
              TrainingProgress.taken(2);
              return "done";
            });
    assertThatThrownBy(
            () ->
                TrainingProgress.heard(
                    heard::add,
                    () -> {
                      throw new IllegalStateException("failed");
                    }))
        .hasMessage("failed");
    TrainingProgress.taken(3);
    assertThat(result).isEqualTo("done");
    assertThat(heard).containsExactly(2);
  }
}
