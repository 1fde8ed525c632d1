package org.espalier.transforms.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.schemas.Prediction;

/**
 * What a network says of one image.
 *
 * @param logits its outputs
 * @param label the right one
 */
@SuppressWarnings("ArrayRecordComponent") // read only, never compared
record ImageScore(float[] logits, int label) {

  private static final int BEST = 5;

  /** As a row; logits beyond all others come first, the lower label of equals. */
  Prediction row(int index, String path, String className, boolean withLogits) {
    var best =
        IntStream.range(0, logits.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer output) -> -logits[output]))
            .limit(BEST)
            .toList();
    double normalizer = logarithmOfSum();
    return Prediction.newBuilder()
        .setIndex(index)
        .setPath(path)
        .setClassName(className)
        .setLabel(label)
        .setPlace(place())
        .setLoss(normalizer - logits[label])
        .setTopLabels(best)
        .setTopProbabilities(
            best.stream().map(output -> (float) Math.exp(logits[output] - normalizer)).toList())
        .setLogits(withLogits ? boxed() : List.of())
        .build();
  }

  /** 1 if the right output is the largest: all that are not smaller, of equal ones those before. */
  private int place() {
    return 1
        + (int)
            IntStream.range(0, logits.length)
                .filter(output -> output != label && !isBehind(output))
                .count();
  }

  /** Never where one of the two is not a number: such a label is no hit. */
  private boolean isBehind(int output) {
    return output < label ? logits[output] < logits[label] : logits[output] <= logits[label];
  }

  private double logarithmOfSum() {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    return largest + Math.log(sum);
  }

  private List<Float> boxed() {
    var list = new ArrayList<Float>(logits.length);
    for (float logit : logits) {
      list.add(logit);
    }
    return list;
  }
}
