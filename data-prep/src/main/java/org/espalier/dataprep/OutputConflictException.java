package org.espalier.dataprep;

/** The output folder holds something else, or another process is writing into it. */
public final class OutputConflictException extends RuntimeException {
  OutputConflictException(String message) {
    super(message);
  }
}
