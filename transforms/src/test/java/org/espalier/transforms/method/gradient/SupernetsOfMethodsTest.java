package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.CellSpace;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.espalier.transforms.evaluate.SupernetEvaluator;
import org.espalier.transforms.evaluate.SupernetSize;
import org.espalier.transforms.images.TrainingImages;
import org.espalier.transforms.method.Learner.Pass;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.method.SharedTraining;
import org.espalier.transforms.method.evolution.SpaceRoundsTest;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.Constraints;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.espalier.transforms.supernet.SupernetTraining;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a method asks of a supernet and of images is known before anything starts. */
class SupernetsOfMethodsTest {

  private static final Target TARGET = Target.of("cifar10");

  private static final SearchSpace NB201 = SearchSpaces.named("nb201");
  private static final SearchSpace LAYERS = SearchSpaces.named("mobilenetv3");
  private static final int STEPS_PER_EPOCH = 10;

  static Stream<GradientMethod> methods() {
    return GradientMethodContractTest.methods();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void optionsThatShapeOneOperationTogetherAreNotWeighedOneByOne(GradientMethod method) {
    var learnsFromDraws = method instanceof Enas || method instanceof Cnas;
    assertThat(method.supports(new CellSpace())).isEqualTo(learnsFromDraws);
    assumeThat(learnsFromDraws).isFalse();
    var experiment =
        new Experiment(
            "test",
            7,
            CellSpace.NAME,
            "generated",
            method,
            evaluator(null),
            new Budget(10, 10, Double.POSITIVE_INFINITY, 0),
            new Constraints(false, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
            null);
    assertThatThrownBy(() -> Round.open(experiment, new MemoryTensorStore()))
        .hasMessageContainingAll("method.name", method.name(), CellSpace.NAME, "random");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void tensorsAreSharedWhereAStepRunsOnePath(GradientMethod method) {
    var rounds = method.withTraining(new SharedTraining(STEPS_PER_EPOCH, 10, 1, null));
    var elastic = new BlockSize(0.2, List.of(), true);
    if (runsPaths(method)) {
      assertThatCode(() -> rounds.check(LAYERS, elastic)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> rounds.check(LAYERS, elastic))
          .hasMessageContainingAll(
              "evaluator.network.elastic", "false", method.name(), LAYERS.name());
    }
  }

  private static boolean runsPaths(GradientMethod method) {
    return method instanceof Gdas
        || method instanceof Dsnas
        || method instanceof Enas
        || method instanceof Cnas
        || (method instanceof Proxyless proxyless && proxyless.rewards() != null);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void theSupernetAtTheStartIsTheOneThatIsSaidBefore(GradientMethod method) {
    assertThat(method.start(NB201, Seeds.random(1)).form()).isEqualTo(method.form(NB201));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void statisticsAreMeasuredWhereAStepRunsOnePath(GradientMethod method) {
    if (runsPaths(method) || method instanceof Proxyless) {
      evaluator(32).open(method, NB201, "generated").close();
    } else {
      calibrationIsRefused(method, NB201);
    }
  }

  @Test
  void statisticsAreNotMeasuredOfCellsSideBySide() {
    calibrationIsRefused(SpaceRoundsTest.METHOD, new CellSpace());
  }

  @Test
  void statisticsAreNotMeasuredWhereTwoInputsShareAModule() {
    var enas = methods().filter(method -> method.name().equals("enas")).findFirst().orElseThrow();
    var space = SearchSpaces.named("darts-sequences");
    assertThatThrownBy(() -> evaluator(32).open(enas, space, "generated"))
        .hasMessageContainingAll(
            "evaluator.calibrationImages", "absent in space darts-sequences", "32");
  }

  private static void calibrationIsRefused(SearchMethod method, SearchSpace space) {
    assertThatThrownBy(() -> evaluator(32).open(method, space, "generated"))
        .hasMessageContainingAll("evaluator.calibrationImages", "absent", method.name(), "32");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aMethodSaysWhetherAnyPassSeesValidationImages(GradientMethod method) {
    var schedule = new Schedule(STEPS_PER_EPOCH, method.stageEpochs());
    var learner = method.learner(method.start(NB201, Seeds.random(1)), schedule, NB201, TARGET);
    var sees =
        LongStream.range(0, schedule.firstStep(1))
            .mapToObj(learner::pass)
            .anyMatch(pass -> pass != Pass.NONE && pass != Pass.TOGETHER);
    assertThat(method.usesValidationImages()).isEqualTo(sees);
    assertThat(
            method
                .withTraining(new SharedTraining(STEPS_PER_EPOCH, 10, 1, null))
                .usesValidationImages())
        .isEqualTo(sees);
  }

  private static SupernetEvaluator evaluator(@Nullable Integer calibrationImages) {
    var images = new TrainingImages("generated", 64, 64, 32, 0, 2, true, 0, null, null);
    var training = new SupernetTraining(null, 4, 1, 16, 0.05, 0, 0.9, false, 3e-4, 5, 0, null);
    return new SupernetEvaluator(
        new SupernetSize(4, 3), images, training, 32, false, 1, calibrationImages, null, null);
  }
}
