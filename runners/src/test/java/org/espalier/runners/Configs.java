package org.espalier.runners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.transforms.benchmark.SyntheticNb201;

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

  /** DrNAS in two stages on two replicas, on generated images. */
  static Path gradient(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("gradient.yaml"),
        """
        name: gradient
        seed: 7
        space: nb201
        data:
          dataset: generated
        method:
          name: drnas
          epochs: [2, 2]
          partialChannels: [4, 2]
          operations: [5, 3]
          warmUpEpochs: 1
          optimizer:
            learningRate: 0.01
            firstDecay: 0.5
            secondDecay: 0.999
            weightDecay: 0.001
            clipNorm: 0
          regularizer: l2
          klScale: 0
          includeNone: true
        evaluator:
          name: supernet
          network:
            channels: 8
            cells: 3
          images:
            source: generated
            train: 1024
            val: 1024
            test: 100
            seed: 0
            cropPadding: 2
            flip: true
            cutout: 0
          training:
            stepsPerRound: 16
            replicas: 2
            batchSize: 32
            learningRate: 0.05
            minLearningRate: 0.001
            momentum: 0.9
            nesterov: false
            weightDecay: 0.0003
            clipNorm: 5
            labelSmoothing: 0
          scoringBatchSize: 100
          bfloat16: false
          randomComparisons: 1
        budget:
          rounds: 100
          evaluations: 10
          simulatedSeconds: unlimited
          failedTrials: 0
        constraints:
          deduplicate: false
          maxParameters: unlimited
          maxMadds: unlimited
        """);
  }

  /**
   * DSNAS on the same images: a few steps of search, in which it learns next to nothing, and of
   * weights.
   */
  static Path dsnas(Path folder) throws IOException {
    var text = Files.readString(gradient(folder));
    var method = text.indexOf("method:");
    var evaluator = text.indexOf("evaluator:");
    return Files.writeString(
        folder.resolve("dsnas.yaml"),
        text.substring(0, method)
            + """
            method:
              name: dsnas
              epochs: 1
              warmUpEpochs: 0
              weightEpochs: 1
              stopMargin: 0.3
              costWeight: 0
              costLimit: 1
              includeNone: false
              sandwichInterval: 3
              optimizer:
                learningRate: 1e-9
                firstDecay: 0.5
                secondDecay: 0.999
                weightDecay: 0
                clipNorm: 0
            """
            + text.substring(evaluator).replace("train: 1024", "train: 512"));
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
                val: 500
                test: 100
                seed: 0
                cropPadding: 2
                flip: true
                cutout: 0
              training:
                pretraining:
                  steps: 24
                  warmUpSteps: 8
                  sandwichInterval: 3
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
