package org.espalier.transforms.files;

/** A stored file cannot be read as what it should be: cut, changed, or something else. */
public final class DamagedFileException extends RuntimeException {

  /** The file that is damaged, and what reading it said. */
  public DamagedFileException(String path, Throwable cause) {
    super(path + " is damaged: " + reason(cause), cause);
  }

  /** The file that is damaged, and how that shows. */
  public DamagedFileException(String path, String reason) {
    super(path + " is damaged: " + reason);
  }

  private static String reason(Throwable cause) {
    var message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
