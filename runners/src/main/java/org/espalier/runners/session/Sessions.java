package org.espalier.runners.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The session of this process: one at a time, as long as pipelines ask for the same. */
final class Sessions {
  private static @Nullable Session current;

  private Sessions() {}

  /**
   * The session of a master: the one there is, where it serves.
   *
   * @param master {@link Session#EMBEDDED} or host:port
   * @param parallelism subtasks that run at once
   * @param slotWait how long a remote one may be without any slot
   */
  static synchronized Session at(String master, int parallelism, Duration slotWait) {
    var known = current;
    if (known != null && known.serves(master, parallelism)) {
      return known;
    }
    if (known != null) {
      known.end();
    }
    Session session =
        master.equals(Session.EMBEDDED)
            ? new EmbeddedSession(parallelism)
            : new RemoteSession(master, parallelism, slotWait);
    current = session;
    return session;
  }
}
