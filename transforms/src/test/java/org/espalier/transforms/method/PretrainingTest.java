package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.espalier.models.network.Sample;
import org.espalier.models.network.SampledPath;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Tensor;
import org.espalier.schemas.Trial;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Training of layers that share tensors: phases of shrinking, several paths a step, a teacher. */
final class PretrainingTest {

  private static final SearchSpace SPACE = SearchSpaces.named("mobilenetv3");
  private static final Target TARGET = Target.of("imagenette");
  private static final Shrinking SHRINKING = new Shrinking(10, List.of(5, 10), List.of(5, 10));
  private static final Pretraining ALL = new Pretraining(60, 20, null, 4, true, true, SHRINKING);

  private final SearchContext context =
      new SearchContext(SPACE, "imagenette", 3, new MemoryTensorStore());
  private final SharedWeights rounds =
      SharedWeights.before(new RandomSearch(1), new SharedTraining(10, 40, 1, ALL));

  @Test
  void noRoundCrossesTheEndOfAPhase() {
    var ends = new ArrayList<Long>();
    for (long step = 0; step < 60; ) {
      step += rounds.sample(at(step), context).get(0).steps();
      ends.add(step);
    }
    assertThat(ends).containsExactly(20L, 30L, 35L, 45L, 50L, 60L);
  }

  @Test
  void eachPhaseHasMoreKernelsDepthsAndExpansionsThanTheOneBefore() {
    assertThat(kinds(20)).containsExactly("k3_e6", "k5_e6", "k7_e6");
    assertThat(kinds(30)).containsExactly("absent", "k3_e6", "k5_e6", "k7_e6");
    assertThat(depths(30)).containsExactly(3, 4);
    assertThat(depths(35)).containsExactly(2, 3, 4);
    assertThat(kinds(45)).hasSize(1 + 3 * 2).contains("k3_e4").doesNotContain("k3_e3");
    assertThat(kinds(50)).hasSize(1 + 3 * 3).contains("k3_e3");
  }

  @Test
  void channelsAreSortedBeforeTheExpandPhasesOnlyAndOnce() {
    for (long step = 0; step < 60; step++) {
      var wanted = step == 45 ? List.of(6) : step == 50 ? List.of(4, 6) : List.of();
      assertThat(sortedBefore(step, step)).as("step %d", step).isEqualTo(wanted);
    }
  }

  @Test
  void channelsAreSortedLaterWhereTheFirstStepsOfAPhaseDiverged() {
    assertThat(sortedBefore(47, 45)).containsExactly(6);
    assertThat(sortedBefore(47, 40)).containsExactly(6);
    assertThat(sortedBefore(49, 47)).isEmpty();
    assertThat(sortedBefore(50, 47)).containsExactly(4, 6);
    assertThat(sortedBefore(55, 47)).containsExactly(4, 6);
    assertThat(sortedBefore(55, 52)).isEmpty();
  }

  private List<Integer> sortedBefore(long step, long made) {
    return learner(step, made, List.of()).sortedBefore(step);
  }

  @Test
  void aSandwichIsTheLargestTheCheapestAndOthersThatTheSeedDraws() {
    var samples = learner(50, List.of()).samples(52, 7);
    assertThat(samples).hasSize(4);
    assertThat(options(samples.get(0))).isEqualTo(SPACE.largestPath(TARGET));
    var cheapest = SPACE.genotype(options(samples.get(1)));
    assertThat(cheapest.getText()).startsWith("2,2,2,2,2:3,3,0,0").endsWith("3,3,0,0");
    assertThat(options(samples.get(2))).isNotEqualTo(options(samples.get(3)));
    assertThat(options(learner(50, List.of()).samples(52, 7).get(3)))
        .isEqualTo(options(samples.get(3)));
    assertThat(options(learner(50, List.of()).samples(52, 8).get(3)))
        .isNotEqualTo(options(samples.get(3)));
  }

  @Test
  void theWarmUpIsAlongOnePathWithoutATeacher() {
    var learner = learner(0, rounds.sample(at(0), context).get(0).distribution());
    assertThat(learner.samples(3, 7)).hasSize(1);
    assertThat(options(learner.samples(3, 7).get(0))).isEqualTo(SPACE.largestPath(TARGET));
    assertThat(learner.teacher(3)).isEmpty();
    assertThat(learner(20, List.of()).teacher(21))
        .hasValueSatisfying(
            largest -> assertThat(options(largest)).isEqualTo(SPACE.largestPath(TARGET)));
  }

  @Test
  void theWeightsThatTheWarmUpLeavesAreTheTeacher() {
    assertThat(rounds.select(at(0), List.of(trained(20)), context).getTeacher()).isEqualTo("new");
    assertThat(rounds.select(at(20), List.of(trained(10)), context).getTeacher()).isNull();
    var taught = SearchState.newBuilder(at(30)).setTeacher("old").build();
    assertThat(rounds.sample(taught, context).get(0).teacher()).contains("old");
    var untaught =
        SharedWeights.before(
            new RandomSearch(1), new SharedTraining(10, 40, 1, new Pretraining(60, 20, 3)));
    assertThat(untaught.select(at(0), List.of(trained(20)), context).getTeacher()).isNull();
  }

  @Test
  void settingsThatDoNotGoTogetherAreRefused() {
    refused(3, 1, 1, true, null, null, "pathsPerStep must be at least 3");
    refused(3, 0, 1, null, true, null, "warmUpSteps must be at least 1 with teacher");
    refused(3, 1, 0, null, null, null, "pathsPerStep must be at least 1, was 0");
    assertThatThrownBy(() -> new Pretraining(3, 1, 2, 3, true, null, null))
        .hasMessageContainingAll("sandwichInterval", "absent with sandwich", "2");
    assertThat(new Pretraining(3, 1, 2, 3, false, null, null).isLargest(2)).isTrue();
    refused(59, 20, 1, null, null, SHRINKING, "steps must be");
    assertThatThrownBy(() -> new Shrinking(1, List.of(1), List.of(1, 1)))
        .hasMessageContainingAll("depthSteps", "two numbers", "[1]");
    assertThatThrownBy(() -> new Shrinking(0, List.of(1, 1), List.of(1, 1)))
        .hasMessageContainingAll("kernelSteps", "at least 1", "0");
    assertThatThrownBy(() -> rounds.check(SPACE, new BlockSize(0.2)))
        .hasMessageContainingAll("pretraining.shrinking", "elastic");
    assertThatThrownBy(
            () ->
                rounds.check(
                    SearchSpaces.named("shufflenet"), new BlockSize(0.2, List.of(), false)))
        .hasMessageContainingAll("pretraining.shrinking", "shufflenet");
    rounds.check(SPACE, new BlockSize(0.2, List.of(), true));
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static void refused(
      int steps,
      int warmUp,
      int paths,
      @Nullable Boolean sandwich,
      @Nullable Boolean teacher,
      @Nullable Shrinking shrinking,
      String message) {
    assertThatThrownBy(
            () -> new Pretraining(steps, warmUp, null, paths, sandwich, teacher, shrinking))
        .hasMessageContaining(message);
  }

  private Set<String> kinds(long step) {
    var kinds = new TreeSet<String>();
    for (var path : paths(step)) {
      for (int layer = 0; layer < path.length; layer++) {
        kinds.add(SPACE.decisions().get(layer).options().get(path[layer]));
      }
    }
    return kinds;
  }

  private Set<Integer> depths(long step) {
    var depths = new TreeSet<Integer>();
    for (var path : paths(step)) {
      depths.add(2 + (path[2] > 0 ? 1 : 0) + (path[3] > 0 ? 1 : 0));
    }
    return depths;
  }

  private List<int[]> paths(long step) {
    var phases = new PretrainingPhases(ALL, SPACE);
    var random = new SplittableRandom(1);
    var paths = new ArrayList<int[]>();
    for (int i = 0; i < 60; i++) {
      paths.add(phases.draw(step, random));
    }
    return paths;
  }

  private Learner learner(long firstStep, List<Tensor> distribution) {
    return learner(firstStep, firstStep, distribution);
  }

  private Learner learner(long firstStep, long made, List<Tensor> distribution) {
    var candidate =
        Candidate.newBuilder()
            .setId("0")
            .setRound(0)
            .setIndex(0)
            .setSeed(0)
            .setTask(Task.TRAIN)
            .setDataSet("imagenette")
            .setFirstStep(firstStep)
            .setWeightsStep(made)
            .setDistribution(distribution)
            .build();
    return rounds.learner(candidate, context);
  }

  private static int[] options(Sample sample) {
    return ((SampledPath) sample).options();
  }

  private static SearchState at(long steps) {
    return SearchState.newBuilder(ToyRound.state(3, null)).setSteps(steps).build();
  }

  private static Trial trained(int steps) {
    return Trial.newBuilder(ToyRound.trial(0, ToyRound.all(0), 0.5))
        .setTask(Task.TRAIN)
        .setStatus(Status.OK)
        .setScore(null)
        .setSteps(steps)
        .setWeights("new")
        .build();
  }
}
