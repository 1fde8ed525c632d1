package org.espalier.models.data;

/** An image that cannot be used; the message says why, without its name. */
public final class BadImageException extends Exception {

  /** A reason in words, to follow the image's name. */
  public BadImageException(String reason) {
    super(reason);
  }

  BadImageException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
