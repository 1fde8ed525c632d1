package org.espalier.transforms.evaluate;

import java.util.Objects;
import java.util.Optional;
import org.espalier.models.data.Batch;
import org.espalier.models.data.Batches;
import org.espalier.models.network.CosineSchedule;
import org.espalier.models.network.StepResult;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.space.EdgeSpace;
import org.espalier.schemas.Candidate;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.gradient.ArchitectureParameters;
import org.espalier.transforms.method.gradient.Draw;
import org.espalier.transforms.method.gradient.GradientSearch;
import org.espalier.transforms.method.gradient.Learner;
import org.espalier.transforms.method.gradient.Learner.Pass;

/**
 * Steps of a method that learns by gradient: before each step on a training batch a pass on a
 * validation batch, or both in one, as its learner says. Validation batches are augmented like
 * training ones.
 *
 * @param search the method in its rounds
 * @param training how weights are trained
 * @param images which images are seen
 * @param context what the search is about
 */
record GradientSteps(
    GradientSearch search,
    SupernetTraining training,
    SupernetImages.Loaded images,
    SearchContext context)
    implements LocalSteps {

  // Streams of a step's seed; 0 draws paths elsewhere.
  private static final long AUGMENTATION = 1;
  private static final long WEIGHT_DRAW = 2;
  private static final long ARCHITECTURE_DRAW = 3;
  private static final long ARCHITECTURE_AUGMENTATION = 4;

  /** Keeps the order of validation batches apart from that of training batches. */
  private static final long VALIDATION = -4;

  @Override
  public Result take(Candidate candidate, Passes passes) {
    var run = new Run(candidate, passes);
    for (var step = 0; step < candidate.getSteps() && run.isFinite(); step++) {
      run.step(step);
    }
    return new Result(run.training, run.architecture, run.touched.counts(), run.learner.tensors());
  }

  /** One candidate's steps. */
  private final class Run {

    private final Candidate candidate;
    private final Passes passes;
    private final Learner learner;
    private final CosineSchedule schedule;
    private final Batches trainingBatches;
    private final Batches validationBatches;
    private final Tally training = new Tally();
    private final Tally architecture = new Tally();
    private final TouchCount touched;

    Run(Candidate candidate, Passes passes) {
      this.candidate = candidate;
      this.passes = passes;
      var epochs = search.schedule();
      var begun =
          new ArchitectureParameters(
              epochs.stage(candidate.getFirstStep()),
              candidate.getDistribution(),
              Objects.requireNonNull(candidate.getForm()));
      this.learner = search.method().learner(begun, epochs, (EdgeSpace) context.space());
      this.schedule = GradientSteps.this.training.schedule(epochs.steps());
      this.trainingBatches = batches(images.train(), context.seed());
      this.validationBatches = batches(images.val(), Seeds.derive(context.seed(), VALIDATION));
      this.touched = new TouchCount(passes);
    }

    private Batches batches(ImageSubset selection, long seed) {
      return selection
          .batches(GradientSteps.this.training.batchSize(), seed)
          .shard(candidate.getDataShare(), candidate.getDataShares());
    }

    boolean isFinite() {
      return training.isFinite() && architecture.isFinite();
    }

    void step(int step) {
      var at = candidate.getFirstStep() + step;
      var pass = learner.pass(at);
      var batch = trainingBatches.batch(at);
      if (pass == Pass.FIRST_ORDER || pass == Pass.SECOND_ORDER) {
        pass(pass, at, step, batch);
      }
      var draw = learner.draw(at, seed(step, WEIGHT_DRAW));
      var seed = seed(step, AUGMENTATION);
      var rate = schedule.rate(at);
      if (pass == Pass.TOGETHER) {
        learn(at, draw, passes.trainWithGradient(batch, draw, rate, seed), training);
      } else {
        training.add(passes.train(batch, draw, rate, seed));
      }
      touched.add(draw);
    }

    /** Numbers that are not finite teach nothing: they end the steps. */
    private void learn(long at, Draw draw, StepResult result, Tally tally) {
      tally.add(result);
      var gradient = gradient(result);
      if (gradient.isPresent()) {
        learner.learn(at, draw, result.loss(), gradient.get());
      } else {
        tally.diverge();
      }
    }

    private void pass(Pass pass, long at, int step, Batch trained) {
      var draw = learner.draw(at, seed(step, ARCHITECTURE_DRAW));
      var batch = validationBatches.batch(at);
      var seed = seed(step, ARCHITECTURE_AUGMENTATION);
      var result =
          pass == Pass.FIRST_ORDER
              ? passes.gradient(batch, draw, seed)
              : passes.unrolled(trained, batch, draw, schedule.rate(at), seed);
      learn(at, draw, result, architecture);
    }

    private long seed(int step, long stream) {
      return Seeds.derive(candidate.getSeed(), step, stream);
    }
  }

  /** Empty where a number is not finite. */
  private static Optional<float[]> gradient(StepResult result) {
    var finite = Float.isFinite(result.loss());
    var gradient = new float[result.gradient().size()];
    for (var i = 0; i < gradient.length; i++) {
      gradient[i] = result.gradient().get(i);
      finite &= Float.isFinite(gradient[i]);
    }
    return finite ? Optional.of(gradient) : Optional.empty();
  }
}
