package org.espalier.transforms.supernet;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.espalier.models.data.Batch;
import org.espalier.models.data.Batches;
import org.espalier.models.network.RateSchedule;
import org.espalier.models.network.Sample;
import org.espalier.models.network.StepResult;
import org.espalier.models.network.Supernet;
import org.espalier.models.numbers.Floats;
import org.espalier.models.numbers.Seeds;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.images.ImageSubset;
import org.espalier.transforms.images.ImageSubsets;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.Learner.Pass;
import org.jspecify.annotations.Nullable;

/**
 * The local steps of one training candidate: before each step on a training batch passes on a
 * validation batch, or both in one, as its learner says. Validation batches are augmented like
 * training ones, unless they compare or score. A non-finite loss or gradient ends the steps.
 */
public final class TrainingSteps {

  // Streams of a step's seed.
  private static final long AUGMENTATION = 1;
  private static final long WEIGHT_SAMPLE = 2;
  private static final long ARCHITECTURE_SAMPLE = 3;
  private static final long ARCHITECTURE_AUGMENTATION = 4;

  /** Keeps the order of validation batches apart from that of training batches. */
  private static final long VALIDATION = -4;

  private final Candidate candidate;
  private final Learner learner;
  private final Supernet supernet;
  private final Optional<Supernet> teacher;
  private final RateSchedule schedule;
  private final Batches trainingBatches;
  private final Supplier<Batches> newValidation;
  private final Tally training = new Tally();
  private final Tally architecture = new Tally();
  private final TouchCount touched;
  private @Nullable Batches validationBatches;

  /**
   * What the steps gave.
   *
   * @param training loss and accuracy on training images
   * @param architecture the same of passes on validation images; without images where there are
   *     none
   * @param touched steps that changed each tensor, in the order of the layout
   * @param learned what the learner learned
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  public record Result(Tally training, Tally architecture, float[] touched, List<Tensor> learned) {

    /** Whether every number stayed finite. */
    public boolean isFinite() {
      return training.isFinite() && architecture.isFinite();
    }
  }

  /**
   * Prepares the steps.
   *
   * @param supernet a supernet that already has the candidate's weights
   * @param teacher one that has those of the candidate's teacher; empty where it has none
   * @param settings how weights are trained
   * @param schedule the learning rate over the whole search
   * @param runSeed seed of the run, which orders the batches
   */
  public TrainingSteps(
      Candidate candidate,
      Learner learner,
      Supernet supernet,
      Optional<Supernet> teacher,
      SupernetTraining settings,
      RateSchedule schedule,
      ImageSubsets images,
      long runSeed) {
    this.candidate = candidate;
    this.learner = learner;
    this.supernet = supernet;
    this.teacher = teacher;
    this.schedule = schedule;
    this.trainingBatches = batches(images.train(), settings, runSeed);
    this.newValidation = () -> batches(images.val(), settings, Seeds.derive(runSeed, VALIDATION));
    this.touched = new TouchCount(supernet);
  }

  private Batches batches(ImageSubset subset, SupernetTraining settings, long seed) {
    return subset
        .batches(settings.batchSize(), seed)
        .shard(candidate.getDataShare(), candidate.getDataShares());
  }

  /** Takes the steps, fewer if a number is not finite. */
  public Result take() {
    var sortedBy = learner.sortedBefore(candidate.getFirstStep());
    if (!sortedBy.isEmpty()) {
      supernet.sortChannels(sortedBy);
    }
    for (var step = 0; step < candidate.getSteps() && isFinite(); step++) {
      step(step);
      TrainingProgress.taken(step + 1);
    }
    return new Result(training, architecture, touched.counts(), learner.tensors());
  }

  private boolean isFinite() {
    return training.isFinite() && architecture.isFinite();
  }

  private void step(int step) {
    var at = candidate.getFirstStep() + step;
    var pass = learner.pass(at);
    var batch = trainingBatches.batch(at);
    if (pass != Pass.NONE && pass != Pass.TOGETHER) {
      architecturePasses(pass, at, step, batch);
    }
    var samples = learner.samples(at, seed(step, WEIGHT_SAMPLE));
    var seed = seed(step, AUGMENTATION);
    var rate = schedule.rate(at);
    if (pass == Pass.TOGETHER) {
      learn(at, supernet.trainWithGradient(batch, samples.get(0), rate, seed), training);
    } else {
      train(batch, samples, softLabels(at, batch, seed), rate, seed);
    }
    touched.add(samples);
  }

  private float[] softLabels(long at, Batch batch, long seed) {
    return teacher
        .flatMap(of -> learner.teacher(at).map(sample -> of.softLabels(batch, sample, seed)))
        .orElseGet(() -> new float[0]);
  }

  private void train(Batch batch, List<Sample> samples, float[] taught, float rate, long seed) {
    if (samples.size() == 1 && taught.length == 0) {
      training.add(supernet.train(batch, samples.get(0), rate, seed));
      return;
    }
    for (var sample : samples) {
      training.add(supernet.addGradient(batch, sample, taught, seed));
    }
    supernet.takeStep(rate);
  }

  private void architecturePasses(Pass pass, long at, int step, Batch trained) {
    var batch = seenAsScored(pass) ? validation().scoringBatch(at) : validation().batch(at);
    var first = seed(step, ARCHITECTURE_SAMPLE);
    var seed = seed(step, ARCHITECTURE_AUGMENTATION);
    for (var i = 0; i < learner.passes(at) && isFinite(); i++) {
      var sample = learner.sample(at, i == 0 ? first : Seeds.derive(first, i));
      if (pass == Pass.SCORE) {
        var result = supernet.score(batch, sample);
        architecture.add(result);
        learner.score(at, result.accuracy());
      } else {
        learn(at, gradient(pass, at, trained, batch, sample, seed), architecture);
      }
    }
  }

  /** Photographs are cut before a network sees them; what scores must not see random cuts. */
  private static boolean seenAsScored(Pass pass) {
    return pass == Pass.SCORE || pass == Pass.COMPARE;
  }

  /** Made when first asked for: where no step asks, there may be fewer images than a batch. */
  private Batches validation() {
    var batches = validationBatches;
    if (batches == null) {
      batches = newValidation.get();
      validationBatches = batches;
    }
    return batches;
  }

  private StepResult gradient(
      Pass pass, long at, Batch trained, Batch batch, Sample sample, long seed) {
    return switch (pass) {
      case FIRST_ORDER -> supernet.gradient(batch, sample, seed);
      case SECOND_ORDER -> supernet.unrolled(trained, batch, sample, schedule.rate(at), seed);
      case COMPARE -> supernet.compare(batch, sample);
      case NONE, TOGETHER, SCORE ->
          throw new IllegalArgumentException(pass + " takes no gradient on validation images");
    };
  }

  private void learn(long at, StepResult result, Tally tally) {
    tally.add(result);
    if (Float.isFinite(result.loss()) && Floats.areFinite(result.gradient())) {
      learner.learn(at, result.loss(), result.gradient());
    } else {
      tally.diverge();
    }
  }

  private long seed(int step, long stream) {
    return Seeds.derive(candidate.getSeed(), step, stream);
  }
}
