package org.espalier.runners.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class FlinkRestClientTest {
  @Test
  void whereNothingListensTheMessageNamesTheAddress() throws IOException {
    var nowhere = Loopback.ADDRESS + ":" + Loopback.freePorts(1).get(0);
    assertThatThrownBy(() -> FlinkRestClient.at(nowhere).overview())
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("no Flink job manager answers at " + nowhere);
  }

  @Test
  void anAddressWithoutAPortIsRefused() {
    assertThatThrownBy(() -> FlinkRestClient.at("localhost"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'localhost': must be host:port");
  }
}
