package org.espalier.runners.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.espalier.runners.cluster.FlinkRestClient.Overview;
import org.junit.jupiter.api.Test;

final class SlotWatchTest {
  private static final Overview NONE = new Overview("1.19.3", 0, 0, 0, 0);
  private static final Overview ALL_BUSY = new Overview("1.19.3", 2, 2, 0, 1);

  private long seconds;
  private final SlotWatch watch =
      new SlotWatch("host:1", Duration.ofSeconds(30), () -> Duration.ofSeconds(seconds).toNanos());

  @Test
  void aClusterWithoutSlotsIsGivenUpAfterTheLimitAndNotBefore() {
    watch.look(NONE);
    seconds = 29;
    watch.look(NONE);
    seconds = 30;
    assertThatThrownBy(() -> watch.look(NONE))
        .isInstanceOf(ClusterException.class)
        .hasMessageContainingAll("host:1", "0 task managers", "30 s", "--slot-wait");
  }

  @Test
  void slotsThatAppearEvenBusyOnesStartTheWaitAnew() {
    watch.look(NONE);
    seconds = 20;
    watch.look(ALL_BUSY);
    seconds = 40;
    watch.look(NONE);
    seconds = 69;
    assertThatCode(() -> watch.look(NONE)).doesNotThrowAnyException();
  }
}
