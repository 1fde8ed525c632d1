package org.espalier.transforms.images;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.models.data.ImageSet;
import org.espalier.models.data.RandomSplit;

/**
 * The splits of a data set, dealt out to the parts of a search by a seed. Training images are of
 * split {@code train}. Validation images are those of {@code val}; where there is none, others of
 * {@code train}. Held-out images are those of {@code test}; where there is none, others of the
 * split that the validation images are of.
 *
 * @param source where they are from, for messages
 * @param images the images of each split
 */
public record DataSplits(String source, Map<String, ImageSet> images) {

  private static final String TRAIN = "train";
  private static final String VAL = "val";
  private static final String TEST = "test";

  /**
   * The parts of these sizes, no image in two of them.
   *
   * @throws IllegalArgumentException naming the split that is missing or has too few images
   */
  ImageSubsets deal(int train, int val, int test, long seed) {
    if (!images.containsKey(TRAIN)) {
      throw new IllegalArgumentException(
          "evaluator.images.source %s has no split train, only %s"
              .formatted(source, images.keySet()));
    }
    var validationSplit = images.containsKey(VAL) ? VAL : TRAIN;
    var testSplit = images.containsKey(TEST) ? TEST : validationSplit;
    // In this order: a part does not change with the size of those after it.
    var parts =
        List.of(
            new Portion("val", validationSplit, val),
            new Portion("train", TRAIN, train),
            new Portion("test", testSplit, test));
    return new ImageSubsets(subset(parts, 1, seed), subset(parts, 0, seed), subset(parts, 2, seed));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private record Portion(String setting, String split, int size) {}

  private ImageSubset subset(List<Portion> parts, int number, long seed) {
    var split = parts.get(number).split();
    var sharing = parts.stream().filter(part -> part.split().equals(split)).toList();
    var set = Objects.requireNonNull(images.get(split));
    var sizes = sharing.stream().mapToInt(Portion::size).toArray();
    int wanted = IntStream.of(sizes).sum();
    if (wanted > set.size()) {
      throw new IllegalArgumentException(
          "evaluator.images.%s is %d, but split %s of %s has %d images"
              .formatted(
                  sharing.stream().map(Portion::setting).collect(Collectors.joining(" + ")),
                  wanted,
                  split,
                  source,
                  set.size()));
    }
    var dealt = RandomSplit.random(set.size(), seed, sizes);
    return new ImageSubset(set, dealt.get(sharing.indexOf(parts.get(number))));
  }
}
