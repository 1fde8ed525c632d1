package org.espalier.runners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.transforms.evaluate.SyntheticNb201;

/** Small configurations for tests. */
final class Configs {

  private static final String HEAD =
      """
      name: small
      seed: 3
      space: nb201
      method:
        name: dsm-nas
        centres: 3
        edits: 2
        hidden: 16
        layers: 1
        learningRate: 0.01
        weightDecay: 0
        entropy: 0.0005
        baseline: 0.9
        absoluteReward: false
        candidatesPerRound: 8
      constraints:
        deduplicate: true
        maxParameters: unlimited
        maxMadds: unlimited
      """;

  private Configs() {}

  /** DSM-NAS on a made-up table beside it. */
  static Path table(Path folder) throws IOException {
    var table = new SyntheticNb201().write(folder.resolve("table.csv"));
    return Files.writeString(
        folder.resolve("table.yaml"),
        HEAD
            + """
            data:
              dataset: cifar10
            evaluator:
              name: table
              table: %s
            budget:
              rounds: 5
              evaluations: 1000
              simulatedSeconds: unlimited
              failedTrials: 0
            """
                .formatted(table));
  }

  /** DSM-NAS with a supernet so small that it learns nothing, on generated images. */
  static Path supernet(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("supernet.yaml"),
        HEAD
            + """
            data:
              dataset: generated
            evaluator:
              name: supernet
              network:
                channels: 4
                cells: 3
              images:
                source: generated
                train: 512
                validation: 500
                test: 100
                seed: 0
                cropPadding: 2
                flip: true
                cutout: 0
              training:
                uniformPaths:
                  steps: 24
                  warmUpSteps: 8
                  largestEvery: 3
                stepsPerRound: 16
                replicas: 2
                batchSize: 32
                learningRate: 0.05
                minLearningRate: 0.001
                momentum: 0.9
                nesterov: true
                weightDecay: 0.0005
                clipNorm: 5
                labelSmoothing: 0
              scoringBatchSize: 100
              bfloat16: false
              randomComparisons: 1
            budget:
              rounds: 5
              evaluations: 1000
              simulatedSeconds: unlimited
              failedTrials: 0
            """);
  }
}
