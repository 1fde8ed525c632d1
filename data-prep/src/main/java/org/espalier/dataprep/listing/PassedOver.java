package org.espalier.dataprep.listing;

import java.util.Locale;

/** Why a file of an input is no image of a class. */
public enum PassedOver {
  /** Hidden by a dot, or macOS's twins, as the file itself or a folder above it is. */
  HIDDEN("hidden"),
  /** Its name does not end like that of an image. */
  NO_IMAGE_ENDING("not named like an image"),
  /** An image that lies in no class's folder. */
  OUTSIDE_CLASSES("outside the class folders"),
  /** A pipe, a socket, a device. */
  NO_REGULAR_FILE("no regular file"),
  /** A symbolic link whose target is not there. */
  BROKEN_LINK("a link to nothing"),
  /** A symbolic link that leads back to a folder it lies in. */
  CIRCULAR_LINK("a link that leads back"),
  /** A link in a tar to something that is not in the tar. */
  LINK_OUT_OF_TAR("a link out of its tar"),
  /** An entry of a tar that a later one of the same name replaces. */
  REPLACED_IN_TAR("replaced later in its tar"),
  /** Of a class that is not asked for. */
  OTHER_CLASS("of another class");

  private final String words;

  PassedOver(String words) {
    this.words = words;
  }

  /** The reason as reports have it, such as {@code no_image_ending}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The reason of a key, for people. */
  public static String words(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT)).words;
  }
}
