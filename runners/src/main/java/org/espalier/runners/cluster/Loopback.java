package org.espalier.runners.cluster;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** This machine as only its own users reach it, and the ports there. */
final class Loopback {
  static final String ADDRESS = "127.0.0.1";

  private Loopback() {}

  /** Ports free at this moment, all different. */
  static List<Integer> freePorts(int count) throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(bind(0));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  /** Refuses a port that something else listens on. */
  static void requireFree(int port) throws IOException {
    try {
      bind(port).close();
    } catch (BindException taken) {
      throw new IllegalArgumentException(
          "port " + port + " is taken: name another one, or 0 for any that is free", taken);
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    var socket = new ServerSocket();
    // A port whose last user has just closed it counts as free.
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    return socket;
  }
}
