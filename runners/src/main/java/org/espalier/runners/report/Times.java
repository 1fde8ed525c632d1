package org.espalier.runners.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times in rows for scripts. */
final class Times {

  private Times() {}

  /**
   * A time as ISO 8601 has it, UTC; null for none.
   *
   * @param milliseconds since 1970-01-01 UTC
   */
  static @Nullable String text(@Nullable Long milliseconds) {
    return milliseconds == null ? null : Instant.ofEpochMilli(milliseconds).toString();
  }
}
