package org.espalier.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchesTest {

  private final ImageSet images = ImageSets.generated(103, 3);
  private final int[] all = IntStream.range(0, 103).toArray();

  @Test
  void aSplitPutsEveryImageIntoOnePart() {
    var parts = RandomSplit.random(103, 5, 20, 0, 83);
    assertThat(parts.get(0)).hasSize(20).isNotEqualTo(IntStream.range(0, 20).toArray());
    assertThat(parts.get(1)).isEmpty();
    assertThat(parts.stream().flatMapToInt(IntStream::of)).containsExactlyInAnyOrder(boxed(all));
  }

  @Test
  void aPartDependsOnTheSeedAndThoseBeforeIt() {
    var part = RandomSplit.random(103, 5, 20, 30).get(1);
    assertThat(RandomSplit.random(103, 5, 20, 30, 40).get(1)).isEqualTo(part);
    assertThat(RandomSplit.random(103, 6, 20, 30).get(1)).isNotEqualTo(part);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RandomSplit.random(103, 5, 100, 4))
        .withMessageContaining("at most 103 in all")
        .withMessageContaining("[100, 4]");
  }

  @Test
  void anEpochHasNoImageTwiceAndTheNextAnotherOrder() {
    var batches = Batches.of(images, all, 10, 1);
    assertThat(batches.perEpoch()).isEqualTo(10);
    var first = steps(batches, 0, 10);
    assertThat(first).hasSize(100).doesNotHaveDuplicates();
    assertThat(steps(batches, 10, 20)).doesNotHaveDuplicates().isNotEqualTo(first);
  }

  @Test
  void aStepSeesTheSameImagesInWhateverOrderStepsAreAskedFor() {
    var batches = Batches.of(images, all, 10, 1);
    var late = batches.indices(57);
    batches.indices(3);
    assertThat(batches.indices(57)).isEqualTo(late);
    assertThat(Batches.of(images, all, 10, 1).indices(57)).isEqualTo(late);
    assertThat(Batches.of(images, all, 10, 2).indices(57)).isNotEqualTo(late);
  }

  @Test
  void shardsDivideTheImages() {
    var batches = Batches.of(images, all, 8, 1);
    var parts =
        IntStream.range(0, 4)
            .mapToObj(shard -> batches.shard(shard, 4).once())
            .flatMap(once -> once.stream().flatMapToInt(IntStream::of).boxed());
    assertThat(parts).containsExactlyInAnyOrder(boxed(all));
    assertThat(batches.shard(0, 1).indices(9)).isEqualTo(batches.indices(9));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> batches.shard(4, 4));
  }

  @Test
  void onceVisitsEveryImageInOrderWithASmallerLastBatch() {
    var once = Batches.of(images, all, 10, 1).once();
    assertThat(once).hasSize(11);
    assertThat(once.get(10)).containsExactly(100, 101, 102);
    assertThat(once.stream().flatMapToInt(IntStream::of)).containsExactly(boxed(all));
  }

  @Test
  void aBatchHoldsTheImagesAndLabelsOfItsIndices() {
    var batch = images.batch(new int[] {5, 99, 5});
    assertThat(batch.size()).isEqualTo(3);
    assertThat(batch.labels()).containsExactly(images.label(5), images.label(99), images.label(5));
    var pixels = batch.images();
    assertThat(pixels.slice(3_072, 3_072)).isEqualTo(images.batch(new int[] {99}).images());
    assertThat(pixels.slice(6_144, 3_072)).isEqualTo(pixels.slice(0, 3_072));
  }

  @Test
  void impossibleRequestsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Batches.of(images, all, 104, 1))
        .withMessageContaining("batchSize must be in [1, 103]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Batches.of(images, all, 10, 1).indices(-1))
        .withMessageContaining("was -1");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> images.batch(new int[] {103}));
  }

  private static int[] steps(Batches batches, long from, long to) {
    return LongStream.range(from, to)
        .mapToObj(batches::indices)
        .flatMapToInt(IntStream::of)
        .toArray();
  }

  private static Integer[] boxed(int[] values) {
    return IntStream.of(values).boxed().toArray(Integer[]::new);
  }
}
