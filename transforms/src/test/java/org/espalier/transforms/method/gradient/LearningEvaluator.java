package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Metric;
import org.espalier.schemas.Task;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.evaluate.Evaluator;
import org.espalier.transforms.evaluate.Measurement;
import org.espalier.transforms.evaluate.Scorer;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.Learner.Pass;
import org.espalier.transforms.method.Replicas;
import org.espalier.transforms.method.RoundMethod;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.method.SharedTraining;
import org.espalier.transforms.method.TrainingRounds;

/**
 * An evaluator made up for tests: shared weights are one number, the steps that went into it, and
 * the loss is a quadratic one of the samples.
 *
 * @param stepsPerEpoch steps of an epoch
 * @param stepsPerRound steps of a round
 * @param replicas replicas
 * @param trouble what goes wrong
 */
record LearningEvaluator(int stepsPerEpoch, int stepsPerRound, int replicas, Trouble trouble)
    implements Evaluator {

  /** What goes wrong with training. */
  enum Trouble {
    NONE,
    LAST_REPLICA_DIVERGES,
    SECOND_ROUND_DIVERGES,
    ALL_DIVERGES
  }

  private static final String STEPS = "steps";

  @Override
  public String name() {
    return "learning";
  }

  @Override
  public RoundMethod join(SearchMethod configured) {
    return rounds(configured);
  }

  private TrainingRounds rounds(SearchMethod configured) {
    return configured.withTraining(
        new SharedTraining(stepsPerEpoch, stepsPerRound, replicas, null));
  }

  @Override
  public Scorer open(SearchMethod configured, SearchSpace space, String dataSet) {
    var rounds = rounds(configured);
    return (candidate, context) ->
        candidate.getTask() == Task.TRAIN
            ? train(candidate, context, rounds.learner(candidate, context))
            : score(candidate);
  }

  private boolean diverges(Candidate candidate) {
    return switch (trouble) {
      case NONE -> false;
      case LAST_REPLICA_DIVERGES -> candidate.getDataShare() == candidate.getDataShares() - 1;
      case SECOND_ROUND_DIVERGES -> candidate.getRound() == 1;
      case ALL_DIVERGES -> true;
    };
  }

  private Measurement train(Candidate candidate, SearchContext context, Learner learner) {
    var loss = new QuadraticLoss(context.space());
    for (var i = 0; i < candidate.getSteps(); i++) {
      var step = candidate.getFirstStep() + i;
      var pass = learner.pass(step);
      var sample = learner.sample(step, Seeds.derive(candidate.getSeed(), i));
      if (pass != Pass.NONE) {
        loss.teach(learner, step, sample);
      }
    }
    var before =
        candidate.getWeights() == null
            ? 0
            : FloatTensors.values(context.tensors().get(candidate.getWeights()).get(0))[0];
    var weights =
        context.tensors().put(List.of(FloatTensors.of(STEPS, before + candidate.getSteps())));
    var learned = new ArrayList<Tensor>(learner.tensors());
    learned.add(FloatTensors.of(Replicas.TOUCHED, candidate.getSteps()));
    return new Measurement(
        OptionalDouble.empty(),
        List.of(new Metric("loss", candidate.getDataSet(), "train", 0, 1.0)),
        0,
        candidate.getSteps(),
        candidate.getSteps(),
        learned,
        diverges(candidate) ? Optional.empty() : Optional.of(weights),
        "toy",
        diverges(candidate) ? Optional.of("too fast") : Optional.empty());
  }

  private static Measurement score(Candidate candidate) {
    var metric = new Metric("accuracy", candidate.getDataSet(), "val", 0, 0.5);
    return Measurement.scored(0.5, List.of(metric), 0, "toy");
  }
}
