package org.espalier.transforms.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.espalier.models.data.ColourJitter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which images of a folder a supernet sees. */
final class TrainingImagesTest {

  @TempDir private Path temporary;
  private WrittenShards shards = new WrittenShards(Path.of("unset"), 0);

  @BeforeEach
  void register() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void validationImagesAreOfValWhereThereIsOneAndHeldOutImagesOfTest() throws IOException {
    write(32, Map.of("train", 20));
    assertThat(parts(10, 6, 4)).containsExactly("train", "train", "train");
    write(32, Map.of("train", 20, "test", 10));
    assertThat(parts(14, 6, 10)).containsExactly("train", "train", "test");
    write(32, Map.of("train", 20, "val", 10));
    assertThat(parts(20, 6, 4)).containsExactly("train", "val", "val");
    write(32, Map.of("train", 20, "val", 10, "test", 5));
    assertThat(parts(20, 10, 5)).containsExactly("train", "val", "test");
  }

  @Test
  void theSameSeedChoosesTheSameImagesWhateverTheirOrderInTheShards() throws IOException {
    write(32, Map.of("train", 20));
    var greys = greys(images(10, 6, 4, 1).load("cifar10").train());
    shards = new WrittenShards(temporary.resolve("reversed"), 32).write(Map.of("train", 20), true);
    assertThat(greys(images(10, 6, 4, 1).load("cifar10").train())).isEqualTo(greys);
    assertThat(greys(images(10, 6, 4, 2).load("cifar10").train())).isNotEqualTo(greys);
  }

  @Test
  void replicasShareNoImageAndHaveAllOfThem() throws IOException {
    write(20, Map.of("train", 30, "val", 20));
    var train = large(16, 24, 10, 10).load("imagenet").train().batches(4, 5);
    var seen =
        IntStream.range(0, 3)
            .mapToObj(shard -> train.shard(shard, 3).once())
            .flatMap(List::stream)
            .flatMapToInt(IntStream::of)
            .toArray();
    assertThat(seen).hasSize(24).doesNotHaveDuplicates();
    var batch = train.shard(1, 3).batch(7);
    assertThat(batch.images().remaining()).isEqualTo(4 * 16 * 16 * 3);
  }

  @Test
  void largeImagesAreCutAndMirroredBeforeTheNetworkSeesThemAndSmallOnesWithin() throws IOException {
    write(32, Map.of("train", 30));
    var large = large(16, 10, 6, 4);
    var settings = large.settings(large.load("imagenet").train().images());
    assertThat(List.of(settings.height(), settings.flip(), settings.classes()))
        .isEqualTo(List.of(16, false, 10));
    assertThat(settings.mean().get(0)).isEqualTo(0.485f);
    var small = images(10, 6, 4, 0);
    var within = small.settings(small.load("cifar10").train().images());
    assertThat(List.of(within.height(), within.flip(), within.cropPadding()))
        .isEqualTo(List.of(32, true, 4));
  }

  @Test
  void photographsOfImagenetteAreCutToTheSizeAskedFor() throws IOException {
    write(32, Map.of("train", 30));
    var images = large(16, 10, 6, 4);
    var train = images.load("imagenette").train();
    var settings = images.settings(train.images());
    assertThat(List.of(settings.width(), settings.classes())).isEqualTo(List.of(16, 10));
    assertThat(train.images().augments()).isTrue();
    assertThat(train.batches(4, 0).batch(0).images().remaining()).isEqualTo(4 * 16 * 16 * 3);
  }

  @Test
  void whatAFolderLacksIsNamed() throws IOException {
    write(32, Map.of("val", 30));
    refused(images(10, 6, 4, 0), "cifar10", "has no split train, only [val]");
    write(32, Map.of("train", 19, "test", 3));
    refused(images(10, 10, 1, 0), "cifar10", "val + train is 20, but split train of");
    refused(images(10, 9, 4, 0), "cifar10", "images.test is 4, but split test of");
    refused(images(1, 1, 1, 0), "cifar100", "data.dataset is cifar100, 100 classes of 32 pixels");
    refused(images(1, 1, 1, 0), "imagenet16", "has 10 classes of 32 pixels a side");
    refused(large(16, 10, 10, 1), "imagenet", "val + train is 20, but split train of");
  }

  @Test
  void aFolderThatIsNotPreparedAsShardsSaysWhatToDo() throws IOException {
    shards = new WrittenShards(temporary, 32);
    refused(images(1, 1, 1, 0), "cifar10", "there is no data_batch_*.bin in");
    refused(large(16, 1, 1, 1), "imagenet", "there is no prepare.json in it");
    shards.write(Map.of("train", 4), false);
    Files.delete(temporary.resolve("report.json"));
    refused(large(16, 1, 1, 1), "imagenet", "is not prepared to its end: repeat");
    shards.write(List.of(shards.row(0).build()));
    refused(large(16, 1, 1, 1), "imagenet", "prepare them with --format tfrecord");
    Files.delete(temporary.resolve("manifest.parquet"));
    refused(large(16, 1, 1, 1), "imagenet", "without --list-only");
  }

  @Test
  void settingsThatDoNotGoWithTheDataSetAreRefused() throws IOException {
    write(32, Map.of("train", 30));
    refused(with(4, 0, null, null), "imagenet", "images.size must be set");
    refused(with(4, 0, 16, null), "imagenet", "cropPadding must be 0 with data set imagenet");
    refused(with(0, 8, 16, null), "imagenet", "cutout must be 0 with data set imagenet");
    refused(with(0, 0, null, null), "imagenette", "size must be set with data set imagenette");
    refused(with(0, 8, 16, null), "imagenette", "cutout must be 0 with data set imagenette");
    refused(with(4, 0, 16, null), "cifar10", "size must be absent or 32 with data set cifar10");
    refused(with(4, 0, 32, ColourJitter.IMAGENET), "cifar10", "colourJitter must be absent");
    assertThat(with(4, 8, 32, null).load("cifar10").train().images().augments()).isFalse();
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private void write(int side, Map<String, Integer> splits) throws IOException {
    var folder = Files.createTempDirectory(temporary, "shards");
    shards = new WrittenShards(folder, side).write(splits, false);
  }

  private TrainingImages images(int train, int validation, int test, long seed) {
    var source = shards.folder().toString();
    return new TrainingImages(source, train, validation, test, seed, 4, true, 0, null, null);
  }

  private TrainingImages large(int size, int train, int validation, int test) {
    var source = shards.folder().toString();
    return new TrainingImages(source, train, validation, test, 0, 0, true, 0, size, null);
  }

  private TrainingImages with(
      int padding, int cutout, @Nullable Integer size, @Nullable ColourJitter jitter) {
    var source = shards.folder().toString();
    return new TrainingImages(source, 10, 6, 4, 0, padding, true, cutout, size, jitter);
  }

  /** The splits that the parts are of; checks their sizes and that they share no image. */
  private List<String> parts(int train, int validation, int test) {
    var loaded = images(train, validation, test, 3).load("cifar10");
    var all = new TreeSet<Integer>();
    var splits = new ArrayList<String>();
    for (var part : List.of(loaded.train(), loaded.val(), loaded.test())) {
      var greys = greys(part);
      all.addAll(greys);
      assertThat(greys.stream().map(WrittenShards::splitOf).distinct()).hasSize(1);
      splits.add(WrittenShards.splitOf(greys.get(0)));
    }
    assertThat(all).hasSize(train + validation + test);
    return splits;
  }

  private static List<Integer> greys(ImageSubset part) {
    return part.batches(1, 0).once().stream()
        .map(index -> part.images().batch(index).images().get(0) & 0xFF)
        .toList();
  }

  private void refused(TrainingImages images, String dataSet, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.load(dataSet))
        .withMessageContaining(message);
  }
}
