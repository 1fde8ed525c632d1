package org.espalier.transforms.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;

/**
 * A text file that ends in a {@link Seal}.
 *
 * @param text what was written, without the seal
 * @param sealed whether it has one; files of earlier versions have none
 */
public record SealedText(String text, boolean sealed) {

  /**
   * Writes a file whole or not at all.
   *
   * @param path the file; its ending says how it is sealed
   * @throws IOException naming the file
   */
  public static void write(String path, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    AtomicFile.write(path, Seal.ofText(path), channel -> channel.write(bytes));
  }

  /** A text with the seal that a file of the same ending has. */
  public static String seal(String path, String text) {
    var sealed = new ByteArrayOutputStream();
    try {
      var channel = new SealingChannel(Channels.newChannel(sealed), Seal.ofText(path));
      channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
      channel.seal();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return sealed.toString(UTF_8);
  }

  /**
   * Reads a file and checks its seal, where it has one.
   *
   * @throws DamagedFileException where the seal is not that of the text
   * @throws UncheckedIOException naming the file, where it is missing or cannot be read
   */
  public static SealedText read(String path) {
    var seal = Seal.ofText(path);
    try (var channel = StoredFiles.openSeekable(path)) {
      var sealed = seal.check(path, channel);
      var text = new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
      return new SealedText(sealed ? seal.strip(text) : text, sealed);
    } catch (NoSuchFileException | FileNotFoundException missing) {
      throw new UncheckedIOException(path + " is missing", missing);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + path, failure);
    }
  }

  /**
   * The text of a file that was sealed when it was written.
   *
   * @throws DamagedFileException where the seal is missing, or not that of the text
   */
  public static String readSealed(String path) {
    var read = read(path);
    if (!read.sealed()) {
      throw new DamagedFileException(path, "its end is not what was written");
    }
    return read.text();
  }
}
