package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the tests of our processes rely on: a socket that is open to all is seen. */
@EnabledOnOs(OS.LINUX)
final class ListeningSocketsTest {

  @Test
  void aSocketOnAllInterfacesIsNotLoopbackAndOneOnLoopbackIs() throws Exception {
    var self = ProcessHandle.current().pid();
    try (var open = new ServerSocket(0);
        var closed = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      var sockets = ListeningSockets.of(self);
      assertThat(sockets)
          .filteredOn(socket -> socket.endsWith(port(open)))
          .singleElement()
          .matches(socket -> !ListeningSockets.isLoopback(socket));
      assertThat(sockets)
          .filteredOn(socket -> socket.endsWith(port(closed)))
          .singleElement()
          .matches(ListeningSockets::isLoopback);
    }
  }

  private static String port(ServerSocket socket) {
    return ":%04X".formatted(socket.getLocalPort());
  }
}
