package org.espalier.dataprep.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.dataprep.listing.Bytes;
import org.espalier.models.data.ImageExample;
import org.espalier.schemas.SourceImage;
import org.espalier.transforms.files.AtomicFile;

/** How an image that is kept as it is gets into a folder. */
public enum Link {
  /** By a hard link where the file system allows, else by a symbolic one, else by a copy. */
  AUTO,
  /** By a symbolic link: the source must stay where it is. */
  SYMBOLIC,
  /** By a copy. */
  COPY;

  /**
   * Puts an image where it belongs, replacing what is there; the file appears whole or not at all.
   *
   * @param kept whether the stored bytes are the source's own
   */
  void put(SourceImage source, ImageExample image, boolean kept, String target) throws IOException {
    // In a tar, a header comes before every file.
    boolean whole = source.getOffset() == 0;
    boolean here = !Bytes.isRemote(target) && !Bytes.isRemote(source.getFile());
    if (kept && whole && here && this != COPY) {
      var file = Path.of(target);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(file);
      // Through links: a link to a relative one would lead nowhere.
      if (link(Path.of(source.getFile()).toRealPath(), file)) {
        return;
      }
    }
    var bytes = image.image();
    AtomicFile.write(target, channel -> channel.write(ByteBuffer.wrap(bytes)));
  }

  private boolean link(Path source, Path file) {
    if (this == AUTO) {
      try {
        Files.createLink(file, source);
        return true;
      } catch (IOException | UnsupportedOperationException otherFileSystem) {
        // The next way is tried.
      }
    }
    try {
      Files.createSymbolicLink(file, source);
      return true;
    } catch (IOException | UnsupportedOperationException notAllowed) {
      return false;
    }
  }
}
