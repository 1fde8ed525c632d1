package org.espalier.transforms.files;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The process that does the work, as trials name it: {@code host:pid}. */
public final class ProcessName {

  private ProcessName() {}

  /** The name of this process. */
  public static String get() {
    return host() + ':' + ProcessHandle.current().pid();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "localhost";
    }
  }
}
