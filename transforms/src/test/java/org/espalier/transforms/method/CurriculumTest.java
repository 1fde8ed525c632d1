package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.junit.jupiter.api.Test;

final class CurriculumTest {

  private static final SearchSpace NB201 = SearchSpaces.named("nb201");
  private static final SearchSpace SHUFFLENET = SearchSpaces.named("shufflenet");
  private static final List<String> ORDER =
      List.of("nor_conv_3x3", "nor_conv_1x1", "skip_connect", "avg_pool_3x3", "none");

  /** Options of a decision in a stage. */
  private static List<String> allowed(
      Curriculum curriculum, SearchSpace space, int decision, int stage) {
    var order = curriculum.order(space, new SplittableRandom(3));
    var mask = curriculum.allowed(space, order, stage);
    var options = new ArrayList<String>();
    for (var option = 0; option < space.options().options(decision); option++) {
      if (mask.has(decision, option)) {
        options.add(space.decisions().get(decision).options().get(option));
      }
    }
    return options;
  }

  @Test
  void eachStageAllowsOneOptionMoreInEveryDecision() {
    var curriculum = new Curriculum(ORDER, 5);
    for (var stage = 0; stage < 5; stage++) {
      for (var decision = 0; decision < 6; decision++) {
        assertThat(allowed(curriculum, NB201, decision, stage))
            .containsExactlyInAnyOrderElementsOf(ORDER.subList(0, stage + 1));
      }
    }
  }

  @Test
  void fewerStagesTakeSeveralOptionsAtATimeAndTheLastHasAll() {
    var curriculum = new Curriculum(ORDER, 2);
    assertThat(allowed(curriculum, NB201, 0, 0)).hasSize(3);
    assertThat(allowed(curriculum, NB201, 0, 1)).hasSize(5);
  }

  @Test
  void blocksGrowByKernels() {
    var order = List.of("shuffle_3x3", "shuffle_5x5", "shuffle_7x7", "xception_3x3");
    var curriculum = new Curriculum(order, 4);
    curriculum.check(SHUFFLENET);
    assertThat(allowed(curriculum, SHUFFLENET, 19, 1))
        .containsExactly("shuffle_3x3", "shuffle_5x5");
  }

  @Test
  void aDecisionWithNoneOfTheFirstOptionsBeginsWithItsFirst() {
    var space = SearchSpaces.named("mobilenetv3");
    var options = new ArrayList<>(space.decisions().get(3).options());
    options.remove("absent");
    options.add(0, "absent");
    var curriculum = new Curriculum(options, 1 + options.size() / 2);
    var first = space.decisions().get(0).options();
    if (!first.contains("absent")) {
      assertThat(allowed(new Curriculum(options, options.size()), space, 0, 0))
          .containsExactly(options.get(1));
    }
    assertThat(allowed(curriculum, space, 0, curriculum.stages() - 1)).hasSameSizeAs(first);
  }

  @Test
  void fixedAllowsEverythingInEveryStage() {
    var curriculum = new Curriculum(List.of("fixed"), 9);
    curriculum.check(NB201);
    assertThat(allowed(curriculum, NB201, 2, 0)).hasSize(5);
    assertThat(allowed(curriculum, NB201, 2, 8)).hasSize(5);
  }

  @Test
  void aRandomOrderHasAllOptionsAndNeverNoneFirst() {
    var curriculum = new Curriculum(List.of("random"), 5);
    curriculum.check(NB201);
    var orders = new HashSet<List<Integer>>();
    var random = new SplittableRandom(1);
    for (var i = 0; i < 2000; i++) {
      var order = curriculum.order(NB201, random);
      assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
      assertThat(order[0]).isNotZero();
      orders.add(List.of(order[0], order[1], order[2], order[3], order[4]));
    }
    assertThat(orders).hasSize(96);
  }

  @Test
  void anOrderThatMissesRepeatsOrInventsAnOptionIsRefused() {
    assertThatThrownBy(() -> new Curriculum(ORDER.subList(0, 4), 4).check(NB201))
        .hasMessageContainingAll("method.curriculum", "without none");
    assertThatThrownBy(() -> new Curriculum(List.of("none", "none"), 2))
        .hasMessageContainingAll("curriculum", "once", "none twice");
    assertThatThrownBy(() -> new Curriculum(List.of("sep_conv_9x9"), 1).check(NB201))
        .hasMessageContainingAll("method.curriculum", "nor_conv_3x3", "sep_conv_9x9");
    assertThatThrownBy(() -> new Curriculum(List.of(), 1)).hasMessageContaining("curriculum");
  }

  @Test
  void aFirstOptionWithWhichNothingIsValidIsRefused() {
    var order = new ArrayList<>(ORDER);
    order.remove("none");
    order.add(0, "none");
    assertThatThrownBy(() -> new Curriculum(order, 5).check(NB201))
        .hasMessageContainingAll("method.curriculum", "begins with an operation", "none first");
  }

  @Test
  void moreStagesThanOptionsAreRefused() {
    assertThatThrownBy(() -> new Curriculum(ORDER, 6).check(NB201))
        .hasMessageContainingAll("method.stages", "5 options", "6");
    assertThatThrownBy(() -> new Curriculum(List.of("random"), 6).check(NB201))
        .hasMessageContainingAll("method.stages", "5 options", "6");
    assertThatThrownBy(() -> new Curriculum(ORDER, 0)).hasMessageContainingAll("stages", "0");
  }

  @Test
  void nodesAreRefusedInASpaceWithoutThem() {
    assertThatThrownBy(() -> new Curriculum(List.of("nodes"), 2).check(NB201))
        .hasMessageContainingAll("method.curriculum", "no nodes", "nb201");
  }

  @Test
  void nodesComeOneByOneAndThoseNotThereYetAreZero() {
    var space = SearchSpaces.named("darts-sequences");
    var curriculum = new Curriculum(List.of("nodes"), 4);
    curriculum.check(space);
    for (var stage = 0; stage < 4; stage++) {
      var mask = curriculum.allowed(space, new int[0], stage);
      for (var decision = 0; decision < space.decisions().size(); decision++) {
        var node = space.decisions().get(decision).node().orElseThrow();
        var options = space.options().options(decision);
        if (node.node() < 3 + stage) {
          assertThat(mask.count(decision)).isEqualTo(options);
        } else {
          assertThat(mask.count(decision)).isEqualTo(1);
          assertThat(mask.has(decision, 0)).isTrue();
        }
      }
    }
    assertThat(space.decisions().get(2).options().get(0)).isEqualTo("none");
  }

  @Test
  void sourcesOfSequencesAreAllThereFromTheStartAndOperationsGrow() {
    var space = SearchSpaces.named("darts-sequences");
    var order =
        List.of(
            "sep_conv_3x3",
            "avg_pool_3x3",
            "max_pool_3x3",
            "skip_connect",
            "dil_conv_3x3",
            "none",
            "dil_conv_5x5",
            "sep_conv_5x5");
    var curriculum = new Curriculum(order, 8);
    curriculum.check(space);
    for (var stage = 0; stage < 8; stage++) {
      assertThat(allowed(curriculum, space, 12, stage)).containsExactly("0", "1", "2", "3", "4");
      assertThat(allowed(curriculum, space, 14, stage))
          .containsExactlyInAnyOrderElementsOf(order.subList(0, stage + 1));
    }
  }
}
