package org.espalier.transforms.method;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.models.numbers.Adam;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Floats;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Settings;
import org.espalier.models.numbers.Softmax;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.ReinforceState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;

/**
 * REINFORCE: every decision has its own softmax over its options, and the logits follow the policy
 * gradient of the score by Adam.
 *
 * <p>Source: Williams, "Simple statistical gradient-following algorithms for connectionist
 * reinforcement learning", 1992, as the baseline of NAS-Bench-201 uses it (Dong and Yang, ICLR
 * 2020). The moving average is updated before it is subtracted. A round averages the gradients of
 * its candidates; 1 is the published algorithm.
 *
 * @param learningRate Adam's step, above 0
 * @param baseline decay of the moving average of scores, in [0, 1)
 * @param candidatesPerRound architectures drawn from the same policy, at least 1
 */
public record Reinforce(double learningRate, double baseline, int candidatesPerRound)
    implements CandidateMethod {

  /** Checks the settings. */
  public Reinforce {
    Settings.positive("learningRate", learningRate);
    Settings.belowOne("baseline", baseline);
    Settings.atLeast("candidatesPerRound", candidatesPerRound, 1);
  }

  @Override
  public String name() {
    return "reinforce";
  }

  @Override
  public boolean supports(SearchSpace space) {
    return space.isUnconstrained();
  }

  @Override
  public List<Proposal> sample(SearchState state, SearchContext context) {
    var policy = policy(methodState(state, context), context);
    var random = context.random(SearchContext.Step.SAMPLE, state.getRound());
    return IntStream.range(0, candidatesPerRound)
        .mapToObj(i -> Proposal.score(context.space().genotype(policy.draw(random))))
        .toList();
  }

  @Override
  public Object mutate(SearchState state, Evidence evidence, SearchContext context) {
    var before = methodState(state, context);
    var policy = policy(before, context);
    var average = before.getBaseline();
    var scored = evidence.getTrials().stream().filter(trial -> trial.getScore() != null).toList();
    var gradient = new double[before.getLogits().size()];
    for (Trial trial : scored) {
      var score = trial.getScore();
      average = average == null ? score : baseline * average + (1 - baseline) * score;
      var advantage = (score - average) / scored.size();
      policy.addLogGradient(context.space().encoding(trial.getGenotype()), advantage, gradient);
    }
    var next = ReinforceState.newBuilder(before).setBaseline(average);
    return scored.isEmpty() ? next.build() : step(before, gradient, next);
  }

  /** Adam descends and a reward is to rise: it goes down the negative; the state keeps the rise. */
  private ReinforceState step(
      ReinforceState before, double[] gradient, ReinforceState.Builder next) {
    var logits = Floats.doubles(before.getLogits());
    var first = negative(Floats.doubles(before.getFirstMoment()));
    var second = Floats.doubles(before.getSecondMoment());
    var adam = new Adam(logits, first, second, before.getUpdates(), Adam.Precision.DOUBLE);
    adam.descend(negative(gradient), AdamSettings.standard(learningRate), position -> true);
    return next.setLogits(Floats.list(logits))
        .setFirstMoment(Floats.list(negative(first)))
        .setSecondMoment(Floats.list(second))
        .setUpdates(adam.updates())
        .build();
  }

  private static double[] negative(double[] values) {
    return Arrays.stream(values).map(value -> 0 - value).toArray();
  }

  /** The mean entropy of a decision, nats. */
  @Override
  public List<Gauge> gauges(SearchState state, SearchContext context) {
    return List.of(new Gauge("entropy", policy(methodState(state, context), context).entropy()));
  }

  private static Softmax policy(ReinforceState own, SearchContext context) {
    return Softmax.of(Floats.doubles(own.getLogits()), OptionMask.all(context.space().options()));
  }

  private static ReinforceState methodState(SearchState state, SearchContext context) {
    return MethodStates.of(state, ReinforceState.class)
        .orElseGet(
            () -> {
              var zeros = Collections.nCopies(context.space().options().size(), 0.0);
              return ReinforceState.newBuilder()
                  .setLogits(zeros)
                  .setFirstMoment(zeros)
                  .setSecondMoment(zeros)
                  .build();
            });
  }
}
