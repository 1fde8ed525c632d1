package org.espalier.runners;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a file holds instead of what was written. */
final class Damage {

  private final String how;
  private final byte[] bytes;

  private Damage(String how, byte[] bytes) {
    this.how = how;
    this.bytes = bytes;
  }

  /** How it differs. */
  String how() {
    return how;
  }

  /** Puts it into a file. */
  void into(Path file) throws IOException {
    Files.write(file, bytes);
  }

  /** A random bit flipped. */
  static Damage flip(byte[] whole, Random random) {
    var place = random.nextInt(whole.length);
    var bit = random.nextInt(8);
    var bytes = whole.clone();
    bytes[place] ^= (byte) (1 << bit);
    return new Damage("bit %d of byte %d of %d".formatted(bit, place, whole.length), bytes);
  }

  /** Cut at a random length. */
  static Damage cut(byte[] whole, Random random) {
    var length = random.nextInt(whole.length);
    return new Damage(
        "cut from %d to %d bytes".formatted(whole.length, length), Arrays.copyOf(whole, length));
  }

  /** Some of each. */
  static List<Damage> some(byte[] whole, int flips, int cuts, Random random) {
    var damages = new ArrayList<Damage>();
    for (var i = 0; i < flips; i++) {
      damages.add(flip(whole, random));
    }
    for (var i = 0; i < cuts; i++) {
      damages.add(cut(whole, random));
    }
    return damages;
  }

  /** Does something while a file is damaged. */
  void during(Path file, Runnable use) {
    try {
      var whole = Files.readAllBytes(file);
      try {
        Files.write(file, bytes);
        use.run();
      } finally {
        Files.write(file, whole);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The files of a run with their bytes, but for the lock. */
  static SortedMap<String, byte[]> files(Path run) throws IOException {
    var contents = new TreeMap<String, byte[]>();
    try (var files = Files.walk(run)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        contents.put(run.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    contents.remove(".lock");
    return contents;
  }

  /** Copies a run. */
  static void copy(Path from, Path to) throws IOException {
    for (var file : files(from).entrySet()) {
      Files.createDirectories(to.resolve(file.getKey()).getParent());
      Files.write(to.resolve(file.getKey()), file.getValue());
    }
  }
}
