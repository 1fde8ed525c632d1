package org.espalier.models.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.espalier.models.program.Resources;

/**
 * Where image sets come from. Those of CIFAR-10's files and generated ones are resources of the
 * process: read or generated once, however many threads ask, and kept while there is room; files
 * that have changed are read again.
 */
public final class ImageSets {

  private ImageSets() {}

  /**
   * CIFAR-10 from its binary files: all {@code data_batch_*.bin} of a folder, in the order of their
   * numbers, or its {@code test_batch.bin}. Any number of training files and records will do.
   *
   * @throws IllegalArgumentException naming folder or file and what is wrong with it
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static ImageSet cifar10(Path folder, CifarSplit part) {
    record Key(Path folder, CifarSplit part, List<FileTime> changed) {}
    var absolute = folder.toAbsolutePath().normalize();
    var key = new Key(absolute, part, Cifar10Files.changed(absolute, part));
    return kept(key, () -> Cifar10Files.read(absolute, part));
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

  /**
   * Small images from shards, all decoded at once.
   *
   * @param entries the images, in the order of their indices; all of each shard that is named
   * @param side height and width of every image, in pixels
   * @param classes number of classes
   * @throws IllegalArgumentException naming shard and record of what is missing or damaged, or has
   *     another size
   */
  public static ImageSet decoded(
      Path folder, List<ShardEntry> entries, int side, int classes, Normalization norm) {
    var index = ShardIndex.of(folder, entries);
    var shape = ImageShape.square(side, classes);
    var pixels = ByteBuffer.allocateDirect(Math.multiplyExact(index.size(), shape.bytes()));
    DecodingThreads.await(
        DecodingThreads.forEach(
            index.size(), image -> pixels.put(image * shape.bytes(), index.pixels(image, side))));
    var labels = IntStream.range(0, index.size()).map(index::label).toArray();
    return new ImagesInMemory(shape, norm, pixels, labels);
  }

  /**
   * Large images from shards, decoded batch by batch.
   *
   * @param entries the images, in the order of their indices; all of each shard that is named
   * @param classes number of classes
   * @param training what is done to an image that is trained on; its side is that of all images.
   *     Images are scored as {@link Augmentation#testing} has them
   * @throws IllegalArgumentException naming the shard that is missing or damaged
   */
  public static ImageSet encoded(
      Path folder,
      List<ShardEntry> entries,
      int classes,
      Normalization norm,
      Augmentation training) {
    return new ImagesInShards(ShardIndex.of(folder, entries), classes, norm, training);
  }

  private static ImageSet kept(Object key, Supplier<ImageSet> read) {
    return Resources.ofProcess()
        .get(
            key,
            () -> {
              var images = read.get();
              return new Resources.Opened<>(images, images.bytes(), () -> {});
            });
  }
}
