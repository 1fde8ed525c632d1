package org.espalier.runners.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.Configuration;
import org.espalier.runners.cluster.ClusterException;
import org.junit.jupiter.api.Test;

final class LibraryProbeTest {

  @Test
  void aClusterWithOurLibrariesPassesAndOneWithOthersIsRefusedInOneLine() throws Exception {
    var session = new EmbeddedSession(2);
    try (var client = new MiniClusterClient(new Configuration(), session.flink())) {
      var ours = LibraryDigest.ofProcess();
      assertThatCode(() -> LibraryProbe.run(client, "host:1", 2, ours)).doesNotThrowAnyException();
      assertThatThrownBy(() -> LibraryProbe.run(client, "host:1", 2, "0123456789abcdef"))
          .isInstanceOf(ClusterException.class)
          .hasMessageContainingAll("host:1", ours, "0123456789abcdef", "espalier cluster libs")
          .satisfies(refused -> assertThat(refused.getMessage()).hasLineCount(1));
    } finally {
      session.end();
    }
  }
}
