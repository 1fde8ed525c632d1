package org.espalier.transforms.method.gradient;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.models.network.Sample;
import org.espalier.models.network.SampledMixture;
import org.espalier.models.network.SampledPath;
import org.espalier.models.numbers.Floats;
import org.espalier.models.space.SearchSpace;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.Learner.Pass;

/**
 * A made-up loss in place of a supernet: the mean over the decisions of ½ Σ (m − t)², with m the
 * weights of the options and t a target that wants option {@code (decision + 1) % options} of each.
 *
 * @param space the space
 */
record QuadraticLoss(SearchSpace space) {

  /** The option that the loss wants of a decision. */
  int wanted(int decision) {
    return (decision + 1) % space.options().options(decision);
  }

  /** Weights of all options that a sample amounts to; weights of edges do not matter. */
  private double[] weights(Sample sample) {
    if (sample instanceof SampledMixture mixture) {
      return Floats.doubles(mixture.optionWeights());
    }
    var path = ((SampledPath) sample).options();
    var weights = new double[space.options().size()];
    for (var decision = 0; decision < path.length; decision++) {
      weights[space.options().at(decision, path[decision])] = 1;
    }
    return weights;
  }

  /** One architecture pass of a learner, if its step has one of those kinds. */
  void teach(Learner learner, long step, Sample sample) {
    if (learner.pass(step) == Pass.SCORE) {
      learner.score(step, accuracy(sample));
    } else {
      learner.learn(step, loss(sample), gradient(sample));
    }
  }

  /** Share of the decisions whose option is the wanted one. */
  private double accuracy(Sample sample) {
    var path = ((SampledPath) sample).options();
    var right = IntStream.range(0, path.length).filter(at -> path[at] == wanted(at)).count();
    return (double) right / path.length;
  }

  double loss(Sample sample) {
    return Arrays.stream(differences(weights(sample))).map(d -> d * d / 2).sum()
        / space.decisions().size();
  }

  /** Of the loss, in the layout that a learner takes. */
  float[] gradient(Sample sample) {
    var differences = differences(weights(sample));
    if (sample instanceof SampledMixture mixture) {
      var gradient = new float[differences.length + mixture.edgeWeights().length];
      for (var i = 0; i < differences.length; i++) {
        gradient[i] = (float) differences[i] / space.decisions().size();
      }
      return gradient;
    }
    // By a gate: only the weight of the sampled option is multiplied by it. A net's gates are
    // negative where the option helps.
    var path = ((SampledPath) sample).options();
    if (((SampledPath) sample).compared().length > 0) {
      return comparedGates();
    }
    var gates = new float[path.length];
    for (var decision = 0; decision < gates.length; decision++) {
      gates[decision] = path[decision] == wanted(decision) ? -1 : 1;
    }
    return gates;
  }

  private float[] comparedGates() {
    var gates = new float[space.options().size()];
    Arrays.fill(gates, 1);
    for (var decision = 0; decision < space.decisions().size(); decision++) {
      gates[space.options().at(decision, wanted(decision))] = -1;
    }
    return gates;
  }

  private double[] differences(double[] weights) {
    var differences = weights.clone();
    for (var decision = 0; decision < space.decisions().size(); decision++) {
      differences[space.options().at(decision, wanted(decision))] -= 1;
    }
    return differences;
  }
}
