package org.espalier.transforms.files;

import org.jspecify.annotations.Nullable;

/** A stored file is not as it was written: cut, changed, missing, or something else. */
public final class DamagedFileException extends RuntimeException {

  private static final String RESTORE = "restore it from a copy";

  private final String path;
  private final String fault;
  private final String remedy;

  private DamagedFileException(
      String path, String fault, String remedy, @Nullable Throwable cause) {
    super(path + ' ' + fault + ": " + remedy, cause);
    this.path = path;
    this.fault = fault;
    this.remedy = remedy;
  }

  /** The file that is damaged, and what reading it said. */
  public DamagedFileException(String path, Throwable cause) {
    this(path, "is damaged: " + reason(cause), RESTORE, cause);
  }

  /** The file that is damaged, and how that shows. */
  public DamagedFileException(String path, String reason) {
    this(path, "is damaged: " + reason, RESTORE, null);
  }

  /** The file that should be there and is not. */
  public static DamagedFileException missing(String path) {
    return new DamagedFileException(path, "is missing", RESTORE, null);
  }

  /** The same with another thing to do, for what can be made again. */
  public DamagedFileException or(String another) {
    return new DamagedFileException(path, fault, remedy + ", or " + another, this);
  }

  /** The file. */
  public String path() {
    return path;
  }

  /** What is wrong with it, to be read after its name. */
  public String fault() {
    return fault;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }

  /** The first line of what a library says. */
  private static String reason(Throwable cause) {
    var message = cause.getMessage();
    return message == null || message.isBlank()
        ? cause.getClass().getSimpleName()
        : message.strip().lines().findFirst().orElse("");
  }
}
