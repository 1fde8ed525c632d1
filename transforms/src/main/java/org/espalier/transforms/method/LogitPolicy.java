package org.espalier.transforms.method;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Independent softmax choices.
 *
 * @param logits one row a decision, [decisions, operations], row by row
 * @param operations choices of a decision, at least 1
 */
record LogitPolicy(List<Double> logits, int operations) {

  int decisions() {
    return logits.size() / operations;
  }

  /** The operation drawn for a decision. */
  int draw(int decision, RandomGenerator random) {
    var probabilities = probabilities(decision);
    var left = random.nextDouble();
    for (var operation = 0; operation < operations - 1; operation++) {
      left -= probabilities[operation];
      if (left < 0) {
        return operation;
      }
    }
    return operations - 1;
  }

  /** Adds {@code weight} times the gradient of the log-probability of the choices. */
  void addGradient(List<Integer> choices, double weight, double[] gradient) {
    for (var decision = 0; decision < decisions(); decision++) {
      var probabilities = probabilities(decision);
      for (var operation = 0; operation < operations; operation++) {
        var chosen = choices.get(decision) == operation ? 1 : 0;
        gradient[decision * operations + operation] += weight * (chosen - probabilities[operation]);
      }
    }
  }

  /** Mean entropy of a decision, nats, in [0, ln operations]. */
  double entropy() {
    return IntStream.range(0, decisions())
        .mapToDouble(
            decision -> {
              var entropy = 0.0;
              for (var p : probabilities(decision)) {
                entropy -= p > 0 ? p * Math.log(p) : 0;
              }
              return entropy;
            })
        .average()
        .orElse(0);
  }

  private double[] probabilities(int decision) {
    var row = logits.subList(decision * operations, (decision + 1) * operations);
    var highest = row.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    var weights = row.stream().mapToDouble(logit -> Math.exp(logit - highest)).toArray();
    var sum = 0.0;
    for (var weight : weights) {
      sum += weight;
    }
    for (var i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }
}
