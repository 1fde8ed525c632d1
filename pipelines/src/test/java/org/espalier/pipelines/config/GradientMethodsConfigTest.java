package org.espalier.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.transforms.method.gradient.Cnas;
import org.espalier.transforms.method.gradient.CostTerm;
import org.espalier.transforms.method.gradient.Darts;
import org.espalier.transforms.method.gradient.DrNas;
import org.espalier.transforms.method.gradient.Dsnas;
import org.espalier.transforms.method.gradient.Enas;
import org.espalier.transforms.method.gradient.Gdas;
import org.espalier.transforms.method.gradient.GradientMethod;
import org.espalier.transforms.method.gradient.PathRewards;
import org.espalier.transforms.method.gradient.PcDarts;
import org.espalier.transforms.method.gradient.PolicySettings;
import org.espalier.transforms.method.gradient.Proxyless;
import org.espalier.transforms.method.gradient.Snas;
import org.espalier.transforms.method.gradient.Temperature;
import org.junit.jupiter.api.Test;

/** How the settings of methods that learn by gradients are written in YAML. */
class GradientMethodsConfigTest {

  private static final AdamSettings ADAM = new AdamSettings(0.0003, 0.5, 0.999, 0.001, 0);

  private static final String OPTIMIZER =
      """
        optimizer:
          learningRate: 0.0003
          firstDecay: 0.5
          secondDecay: 0.999
          weightDecay: 0.001
          clipNorm: 0
      """;

  private static final String DRNAS =
      """
        name: drnas
        epochs: [50, 50]
        partialChannels: [4, 2]
        operations: [5, 3]
        warmUpEpochs: 10
        regularizer: l2
        klScale: 0
        includeNone: true
      """;

  private static final String CNAS =
      """
        name: cnas
        curriculum: [skip_connect, none]
        stages: 2
        warmUpEpochs: 20
        epochs: 40
        controllerEvery: 1
        policy:
          hidden: 128
          learningRate: 0.0003
          weightDecay: 0.0005
          clipNorm: 5
          entropy: 0.005
          baseline: 0.99
          samplesPerUpdate: 1
        derivations: 3
        candidatesPerDerivation: 10
      """;

  private static SearchConfigOrProblem of(String method, String... overrides) {
    var text =
        """
        name: test
        seed: 3
        space: nb201
        data:
          dataset: cifar10
        method:
        """
            + method
            + """
            evaluator:
              name: size
            budget:
              rounds: 10
              evaluations: 2
              simulatedSeconds: unlimited
              failedTrials: 0
            constraints:
              deduplicate: false
              maxParameters: unlimited
              maxMadds: unlimited
            """;
    return () -> ConfigFile.parse("file.yaml", text, List.of(overrides)).search();
  }

  @FunctionalInterface
  private interface SearchConfigOrProblem {
    SearchConfig get();
  }

  private static void binds(String method, GradientMethod expected) {
    assertThat(of(method).get().method()).isEqualTo(expected);
    assertThat(expected.name()).isEqualTo(method.lines().findFirst().orElseThrow().substring(8));
  }

  @Test
  void everyMethodHasItsKeys() {
    binds(
        DRNAS + OPTIMIZER,
        new DrNas(List.of(50, 50), List.of(4, 2), List.of(5, 3), 10, ADAM, "l2", 0, true));
    binds(
        "  name: darts\n  epochs: 50\n  secondOrder: false\n  allowNoneInDerived: false\n"
            + OPTIMIZER,
        new Darts(50, false, false, ADAM));
    binds(
        """
          name: pc-darts
          epochs: 50
          warmUpEpochs: 15
          partialChannels: 4
          allowNoneInDerived: false
        """
            + OPTIMIZER,
        new PcDarts(50, 15, 4, false, ADAM));
    binds(
        """
          name: dsnas
          epochs: 80
          warmUpEpochs: 15
          weightEpochs: 160
          stopMargin: 0.3
          costWeight: 0
          costLimit: 1
          includeNone: true
          sandwichInterval: 3
        """
            + OPTIMIZER,
        new Dsnas(80, 15, 160, 0.3, 0, 1, ADAM, true, 3));
    binds(
        """
          name: snas
          epochs: 150
          temperature:
            first: 1
            last: 0.03
          costWeight: 0.001
          includeNone: true
        """
            + OPTIMIZER,
        new Snas(150, new Temperature(1, 0.03), 0.001, ADAM, true));
    binds(
        """
          name: gdas
          epochs: 250
          temperature: {first: 10, last: 0.1}
          includeNone: false
        """
            + OPTIMIZER,
        new Gdas(250, new Temperature(10, 0.1), ADAM, false));
    binds(
        """
          name: enas
          epochs: 250
          warmUpEpochs: 0
          hidden: 32
          controllerEvery: 8
          learningRate: 0.001
          entropy: 0.0001
          baseline: 0.95
          finalCandidates: 10
        """,
        new Enas(250, 0, 32, 8, 0.001, 0.0001, 0.95, 10));
    binds(
        """
          name: proxyless
          epochs: 160
          warmUpEpochs: 41
          architectureInterval: 5
          mode: two
          cost:
            loss: mul#log
            reference: 300000000
            weight: 0.3
        """
            + OPTIMIZER,
        new Proxyless(160, 41, 5, "two", new CostTerm("mul#log", 3e8, 0.3), null, ADAM));
    binds(
        """
          name: proxyless
          epochs: 160
          warmUpEpochs: 40
          architectureInterval: 16
          mode: reinforce
          rewards: {samples: 10, baseline: 0.01}
        """
            + OPTIMIZER,
        new Proxyless(160, 40, 16, "reinforce", null, new PathRewards(10, 0.01), ADAM));
    binds(CNAS, cnas(List.of("skip_connect", "none")));
  }

  @Test
  void aCurriculumIsAListOrOneWordAndIsReadBackFromWhatARunKeeps() {
    for (var word : List.of("fixed", "[fixed]", "\"fixed\"")) {
      var config = of(CNAS, "method.curriculum=" + word).get();
      assertThat(config.method()).isEqualTo(cnas(List.of("fixed")));
      var kept = EffectiveConfig.of(config).json().path("method").path("curriculum");
      assertThat(kept.toString()).isEqualTo("[\"fixed\"]");
    }
    assertThatThrownBy(of(CNAS, "method.curriculum={a: b}")::get)
        .hasMessageContainingAll("method.curriculum", "must be a list");
  }

  private static Cnas cnas(List<String> curriculum) {
    return new Cnas(
        curriculum, 2, 20, 40, 1, new PolicySettings(128, 3e-4, 5e-4, 5, 0.005, 0.99, 1), 3, 10);
  }

  @Test
  void listsOfStagesThatDifferInLengthAreNamed() {
    assertThatThrownBy(of(DRNAS + OPTIMIZER, "method.epochs=[50]")::get)
        .hasMessageContaining(
            "method: epochs, partialChannels and operations must be of one length, an entry a"
                + " stage, was 1, 2 and 2");
  }

  @Test
  void aNestedValueOutOfRangeIsNamedWithItsPath() {
    assertThatThrownBy(of(DRNAS + OPTIMIZER, "method.optimizer.learningRate=0")::get)
        .hasMessageContaining("method.optimizer: learningRate must be above 0, was 0.0");
  }
}
