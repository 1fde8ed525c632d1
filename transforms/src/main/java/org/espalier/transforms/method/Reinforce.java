package org.espalier.transforms.method;

import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.ReinforceState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;

/**
 * REINFORCE: every decision has its own softmax over operations, and the logits follow the policy
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
    implements SearchMethod {

  /** Checks the settings. */
  public Reinforce {
    Settings.positive("learningRate", learningRate);
    Settings.check(baseline >= 0 && baseline < 1, "baseline", "in [0, 1)", baseline);
    Settings.atLeast("candidatesPerRound", candidatesPerRound, 1);
  }

  @Override
  public String name() {
    return "reinforce";
  }

  @Override
  public boolean serves(SearchSpace space) {
    return space.isUnconstrained();
  }

  @Override
  public List<Proposal> sample(SearchState state, SearchContext context) {
    var policy = policy(state, context);
    var random = context.random(SearchContext.Step.SAMPLE, state.getRound());
    return IntStream.range(0, candidatesPerRound)
        .mapToObj(i -> Proposal.score(context.space().genotype(draw(policy, random))))
        .toList();
  }

  private static int[] draw(LogitPolicy policy, RandomGenerator random) {
    return IntStream.range(0, policy.decisions())
        .map(decision -> policy.draw(decision, random))
        .toArray();
  }

  @Override
  public Object mutate(SearchState state, Evidence evidence, SearchContext context) {
    var policy = policy(state, context);
    var before = part(state, context);
    var average = before.getBaseline();
    var scored = evidence.getTrials().stream().filter(trial -> trial.getScore() != null).toList();
    var gradient = new double[before.getLogits().size()];
    for (Trial trial : scored) {
      var score = trial.getScore();
      average = average == null ? score : baseline * average + (1 - baseline) * score;
      policy.addGradient(
          trial.getGenotype().getEncoding(), (score - average) / scored.size(), gradient);
    }
    var part = ReinforceState.newBuilder(before).setBaseline(average);
    return scored.isEmpty() ? part.build() : Adam.ascend(part, gradient, learningRate);
  }

  @Override
  public List<Gauge> gauges(SearchState state) {
    if (!(state.getMethodState() instanceof ReinforceState part)) {
      return List.of();
    }
    var operations = part.getOperations();
    return List.of(new Gauge("entropy", new LogitPolicy(part.getLogits(), operations).entropy()));
  }

  private static LogitPolicy policy(SearchState state, SearchContext context) {
    return new LogitPolicy(part(state, context).getLogits(), context.space().operations().size());
  }

  private static ReinforceState part(SearchState state, SearchContext context) {
    if (state.getMethodState() instanceof ReinforceState part) {
      return part;
    }
    var operations = context.space().operations().size();
    var zeros = Collections.nCopies(context.space().decisions() * operations, 0.0);
    return ReinforceState.newBuilder()
        .setOperations(operations)
        .setLogits(zeros)
        .setFirstMoment(zeros)
        .setSecondMoment(zeros)
        .build();
  }
}
