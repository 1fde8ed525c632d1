package org.espalier.models.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.models.program.Resources.Opened;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ResourcesTest {

  private final List<String> closed = new ArrayList<>();
  private final AtomicInteger openings = new AtomicInteger();

  private Opened<String> open(String name, long bytes) {
    openings.incrementAndGet();
    return new Opened<>(name, bytes, () -> closed.add(name));
  }

  @Test
  void aResourceIsOpenedOnceForEqualKeys() {
    var resources = new Resources(100);
    for (var i = 0; i < 3; i++) {
      assertThat(resources.<String, Integer>use("key", () -> open("a", 1), String::length))
          .isEqualTo(1);
    }
    assertThat(openings).hasValue(1);
    assertThat(closed).isEmpty();
  }

  @Test
  void beyondTheBoundTheLeastRecentlyUsedIsClosedFirst() {
    var resources = new Resources(100);
    resources.get("a", () -> open("a", 50));
    resources.get("b", () -> open("b", 50));
    resources.get("a", () -> open("a", 50));
    resources.get("c", () -> open("c", 50));
    assertThat(closed).containsExactly("b");
    resources.get("a", () -> open("a again", 50));
    assertThat(openings).hasValue(3);
  }

  @Test
  void aResourceInUseStaysOpenUntilItsUseEnds() {
    var resources = new Resources(10);
    var inside =
        resources.<String, List<String>>use(
            "a",
            () -> open("a", 50),
            a -> {
              resources.get("b", () -> open("b", 50));
              return List.copyOf(closed);
            });
    assertThat(inside).containsExactly("b");
    assertThat(closed).containsExactly("b", "a");
  }

  @Test
  void whatFailsToOpenIsNotKept() {
    var resources = new Resources(100);
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                resources.get(
                    "a",
                    () -> {
                      throw new IllegalStateException("no");
                    }));
    assertThat(resources.<String>get("a", () -> open("a", 1))).isEqualTo("a");
  }

  @Test
  void threadsThatAskAtOnceShareOneOpening() throws Exception {
    var resources = new Resources(100);
    var begun = new CountDownLatch(1);
    var thread =
        new Thread(
            () ->
                resources.get(
                    "a",
                    () -> {
                      begun.countDown();
                      return open("a", 1);
                    }));
    thread.start();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    resources.get("a", () -> open("a", 1));
    thread.join();
    assertThat(openings).hasValue(1);
  }

  @Test
  void closingClosesAllThatNobodyUses() {
    var resources = new Resources(1000);
    resources.get("a", () -> open("a", 1));
    resources.get("b", () -> open("b", 1));
    resources.close();
    assertThat(closed).containsExactly("a", "b");
  }
}
