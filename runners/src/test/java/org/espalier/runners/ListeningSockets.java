package org.espalier.runners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The addresses that a process listens on, as Linux shows them. */
final class ListeningSockets {
  private static final String SOCKET = "socket:[";
  private static final String LISTENS = "0A";
  private static final String BOUND_UDP = "07";

  private ListeningSockets() {}

  /**
   * All of them.
   *
   * @return address:port in the hexadecimal digits of {@code /proc/net}
   */
  static List<String> of(long process) throws IOException {
    var inodes = sockets(process);
    var addresses = new ArrayList<String>();
    for (var table : List.of("tcp", "tcp6", "udp", "udp6")) {
      var lines = Files.readAllLines(Path.of("/proc", Long.toString(process), "net", table));
      for (var line : lines.subList(1, lines.size())) {
        var fields = line.strip().split("\\s+", -1);
        var state = table.startsWith("tcp") ? LISTENS : BOUND_UDP;
        if (fields[3].equals(state) && inodes.contains(fields[9])) {
          addresses.add(fields[1]);
        }
      }
    }
    return addresses;
  }

  /** Whether only this machine reaches it. */
  static boolean isLoopback(String address) {
    var host = address.substring(0, address.indexOf(':'));
    // Words of 32 bits in the processor's byte order; 127.0.0.0/8, the same within IPv6, and ::1.
    return host.matches("[0-9A-F]{6}7F")
        || host.matches("0{16}FFFF0000[0-9A-F]{6}7F")
        || host.equals("00000000000000000000000001000000");
  }

  private static Set<String> sockets(long process) throws IOException {
    try (var descriptors = Files.list(Path.of("/proc", Long.toString(process), "fd"))) {
      return descriptors
          .map(ListeningSockets::target)
          .filter(target -> target.startsWith(SOCKET))
          .map(target -> target.substring(SOCKET.length(), target.length() - 1))
          .collect(Collectors.toSet());
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
