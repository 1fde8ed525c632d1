package org.espalier.dataprep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.espalier.dataprep.listing.Sha256;
import org.espalier.schemas.SourceImage;
import org.espalier.transforms.files.AtomicFile;

/**
 * The list of a data set's images, its artefact: a line {@code split<TAB>class/name} each, in
 * UTF-8, ended by a line feed; splits in their order, classes and names in that of their UTF-8
 * bytes.
 */
final class ImageList {

  private static final int GATHERED = 1 << 16;

  private ImageList() {}

  /** Writes the list and its hash, and returns the hash. */
  static String write(PreparedFolder folder, List<SourceImage> images) throws IOException {
    var digest = Sha256.digest();
    AtomicFile.write(
        folder.list(),
        channel -> {
          digest.reset();
          var text = new StringBuilder(2 * GATHERED);
          for (var image : images) {
            text.append(line(image));
            if (text.length() > GATHERED) {
              put(text, channel, digest);
            }
          }
          put(text, channel, digest);
        });
    var hash = HexFormat.of().formatHex(digest.digest());
    folder.writeText(folder.listHash(), hash + "  list.tsv\n");
    return hash;
  }

  static String line(SourceImage image) {
    return image.getSplit() + '\t' + image.getClassName() + '/' + image.getName() + '\n';
  }

  private static void put(
      StringBuilder text, WritableByteChannel channel, java.security.MessageDigest digest)
      throws IOException {
    var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    digest.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    text.setLength(0);
  }
}
