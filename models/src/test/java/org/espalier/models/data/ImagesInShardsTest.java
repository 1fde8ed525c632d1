package org.espalier.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Image sets whose images lie in shards. */
final class ImagesInShardsTest {

  private static final int IMAGES = 12;
  private static final int SIDE = 16;
  private static final int[] ALL = IntStream.range(0, IMAGES).toArray();

  @TempDir private Path folder;

  @Test
  void aStepSeesTheSameBytesAfterReopeningAndInWhateverOrder() throws IOException {
    var entries = write(true);
    var batches = Batches.of(encoded(entries), ALL, 4, 1);
    var third = batches.batch(3);
    assertThat(batches.batch(4).images()).isNotEqualTo(third.images());
    assertThat(batches.batch(3).images()).isEqualTo(third.images());
    var again = Batches.of(encoded(entries), ALL, 4, 1).batch(3);
    assertThat(again.images()).isEqualTo(third.images());
    assertThat(again.labels()).isEqualTo(third.labels());
    assertThat(Batches.of(encoded(entries), ALL, 4, 2).batch(3).images())
        .isNotEqualTo(third.images());
  }

  @Test
  void everyPlaceOfABatchIsCutByItself() throws IOException {
    var batch = encoded(write(true)).training(new int[] {5, 5}, 1).get().images();
    int bytes = SIDE * SIDE * 3;
    assertThat(batch.slice(0, bytes)).isNotEqualTo(batch.slice(bytes, bytes));
  }

  @Test
  void scoringSeesTheMiddleOfEveryImageWithItsLabel() throws Exception {
    var images = encoded(write(true));
    var seen = new ArrayList<Integer>();
    var pixels = new ArrayList<ByteBuffer>();
    Batches.of(images, ALL, 5, 1)
        .forEachOnce(
            batch -> {
              IntStream.of(batch.labels()).forEach(seen::add);
              int bytes = SIDE * SIDE * 3;
              for (int i = 0; i < batch.size(); i++) {
                pixels.add(batch.images().slice(i * bytes, bytes));
              }
            });
    assertThat(seen).isEqualTo(IntStream.of(ALL).mapToObj(i -> i % 3).toList());
    for (int i : ALL) {
      var middle = Augmentation.testing(SIDE).apply(example(i, true), 0);
      assertThat(pixels.get(i)).isEqualTo(ByteBuffer.wrap(middle.pixels()));
    }
  }

  /** The images of a training step, seen as a score sees them: the same whenever they are asked. */
  @Test
  void theScoringBatchOfAStepHasItsImagesWithoutRandomCuts() throws Exception {
    var batches = Batches.of(encoded(write(true)), ALL, 4, 3);
    var batch = batches.scoringBatch(1);
    var indices = batches.indices(1);
    int bytes = SIDE * SIDE * 3;
    for (int i = 0; i < 4; i++) {
      var middle = Augmentation.testing(SIDE).apply(example(indices[i], true), 0);
      assertThat(batch.images().slice(i * bytes, bytes))
          .isEqualTo(ByteBuffer.wrap(middle.pixels()));
    }
    assertThat(batches.batch(1).images()).isNotEqualTo(batch.images());
  }

  @Test
  void smallImagesAreDecodedAsTheyAre() throws Exception {
    var images = ImageSets.decoded(folder, write(false), SIDE, 3, Normalization.CIFAR10);
    var expected = Augmentation.whole(example(7, false)).pixels();
    var batch = images.training(new int[] {2, 7}, 9).get();
    assertThat(batch.images().slice(SIDE * SIDE * 3, SIDE * SIDE * 3))
        .isEqualTo(ByteBuffer.wrap(expected));
    assertThat(batch.labels()).containsExactly(2, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageSets.decoded(folder, write(true), SIDE, 3, Normalization.CIFAR10))
        .withMessageContaining("pixels, not 16x16");
  }

  @Test
  void shardsThatAreNotWhatTheManifestSaysAreNamed() throws IOException {
    var entries = write(true);
    var shard = folder.resolve("train-1.tfrecord");
    var bytes = Files.readAllBytes(shard);
    refused(entries.subList(0, IMAGES - 1), "train-1.tfrecord has 6 records, the manifest 5");
    Files.write(shard, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    refused(entries, "record 5 of train-1.tfrecord is truncated");
    var lied = bytes.clone();
    lied[0] ^= 1;
    Files.write(shard, lied);
    refused(entries, "record 0 of train-1.tfrecord has a damaged length");
    Files.delete(shard);
    refused(entries, "train-1.tfrecord is not there, but the manifest has it");
  }

  @Test
  void aRecordThatIsDamagedOrAnotherIsNamedWhenItIsRead() throws IOException {
    var entries = new ArrayList<>(write(true));
    var shard = folder.resolve("train-1.tfrecord");
    var bytes = Files.readAllBytes(shard);
    bytes[bytes.length - 100] ^= 1;
    Files.write(shard, bytes);
    var images = encoded(entries);
    assertThatThrownBy(() -> images.batch(new int[] {0, 11}))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("record 5 of " + shard)
        .hasMessageContaining("does not match its checksum");
    entries.set(2, new ShardEntry("train-0.tfrecord", 1, 0));
    var mislabelled = encoded(entries);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mislabelled.batch(new int[] {2}))
        .withMessageContaining("has label 3, the manifest 1");
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private void refused(List<ShardEntry> entries, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoded(entries))
        .withMessageContaining(message);
  }

  private ImageSet encoded(List<ShardEntry> entries) {
    var training = Augmentation.training(SIDE, true, null);
    return ImageSets.encoded(folder, entries, 3, Normalization.IMAGENET, training);
  }

  /** Even images in one shard, odd ones in another. */
  private List<ShardEntry> write(boolean large) throws IOException {
    var entries = new ArrayList<ShardEntry>();
    try (var even = new FileOutputStream(folder.resolve("train-0.tfrecord").toFile());
        var odd = new FileOutputStream(folder.resolve("train-1.tfrecord").toFile())) {
      var writers =
          List.of(new TfRecordWriter(even.getChannel()), new TfRecordWriter(odd.getChannel()));
      for (int i : ALL) {
        long record = writers.get(i % 2).write(example(i, large).toBytes());
        entries.add(new ShardEntry("train-%d.tfrecord".formatted(i % 2), (int) record, i % 3));
      }
    }
    return entries;
  }

  private static ImageExample example(int number, boolean large) {
    int width = large ? 30 + number : SIDE;
    int height = large ? 24 : SIDE;
    var noise = ImageCodecTest.noise(30 + number, 24);
    var image = noise.crop(new RgbImage.Window(0, 0, width, height));
    var codec = ImageCodec.ofProcess();
    return new ImageExample(
        ByteBuffer.wrap(large ? codec.toJpeg(image, 90) : codec.toPng(image)),
        large ? "JPEG" : "PNG",
        width,
        height,
        3,
        "RGB",
        "image-" + number,
        number % 3 + 1,
        "n1",
        "one");
  }
}
