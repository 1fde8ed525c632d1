package org.espalier.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DecodingThreadsTest {

  @Test
  void workIsDoneByAsManyThreadsAsThereAreProcessorsAndKeepsItsOrder() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    var squares =
        DecodingThreads.map(
            1000,
            number -> {
              threads.add(Thread.currentThread());
              return number * number;
            });
    assertThat(squares).isEqualTo(IntStream.range(0, 1000).map(n -> n * n).boxed().toList());
    assertThat(threads)
        .hasSizeLessThanOrEqualTo(Runtime.getRuntime().availableProcessors())
        .doesNotContain(Thread.currentThread());
  }

  @Test
  void whatGoesWrongInAThreadIsThrownAsItWasThere() {
    assertThatThrownBy(
            () ->
                DecodingThreads.map(
                    3,
                    number -> {
                      if (number == 1) {
                        throw new IllegalArgumentException("image 1");
                      }
                      return number;
                    }))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("image 1");
  }
}
