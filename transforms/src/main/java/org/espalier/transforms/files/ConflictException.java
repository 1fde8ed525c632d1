package org.espalier.transforms.files;

/** A folder holds something else than is wanted, or another process is writing into it. */
public final class ConflictException extends RuntimeException {

  /** What stands in the way, and what to do. */
  public ConflictException(String message) {
    super(message);
  }
}
