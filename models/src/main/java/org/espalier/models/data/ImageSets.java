package org.espalier.models.data;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The image sets of this JVM. Each is read or generated once, however many threads ask, and kept
 * until the JVM ends; files that change in the meantime are not read again.
 */
public final class ImageSets {

  private static final ConcurrentHashMap<Object, ImageSet> KEPT = new ConcurrentHashMap<>();

  private ImageSets() {}

  /**
   * CIFAR-10 from its binary files: all {@code data_batch_*.bin} of a folder, in the order of their
   * numbers, or its {@code test_batch.bin}. Any number of training files and records will do.
   *
   * @throws IllegalArgumentException naming folder or file and what is wrong with it
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static ImageSet cifar10(Path folder, Part part) {
    record Key(Path folder, Part part) {}
    var absolute = folder.toAbsolutePath().normalize();
    return kept(new Key(absolute, part), () -> Cifar10Files.read(absolute, part));
  }

  /**
   * Images generated from a seed: ten shapes and textures, 32×32, three channels. An image depends
   * on the seed and its index only, so that a smaller set is the beginning of a larger one.
   *
   * @param size number of images, at least 1
   * @param seed seed of all randomness
   */
  public static ImageSet generated(int size, long seed) {
    record Key(int size, long seed) {}
    return kept(new Key(size, seed), () -> GeneratedImages.generate(size, seed));
  }

  private static ImageSet kept(Object key, Supplier<ImageSet> read) {
    return KEPT.computeIfAbsent(key, absent -> read.get());
  }
}
