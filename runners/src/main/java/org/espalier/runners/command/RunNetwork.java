package org.espalier.runners.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.dataprep.listing.LocalPath;
import org.espalier.models.data.Normalization;
import org.espalier.pipelines.EvaluatedNetwork;
import org.espalier.pipelines.RunDirectory;
import org.espalier.pipelines.RunManifest;
import org.espalier.transforms.storage.SearchRun;

/**
 * The network that a run has.
 *
 * @param run a run directory, or the folder of an exported network
 */
record RunNetwork(String run) {

  /**
   * The network that was exported; else what a search has found with its final weights.
   *
   * @param scratch folder that a network may be exported below
   * @throws IllegalArgumentException where there is neither
   */
  EvaluatedNetwork export(Path scratch) {
    return exported().map(RunNetwork::ofFolder).orElseGet(() -> found(scratch));
  }

  /** The folder itself, or what training from scratch has left in a run. */
  private Optional<Path> exported() {
    return LocalPath.isRemote(run)
        ? Optional.empty()
        : Stream.of("", "retrain/model", "model")
            .map(LocalPath.of(run)::resolve)
            .filter(EvaluatedNetwork::isModel)
            .findFirst();
  }

  private static EvaluatedNetwork ofFolder(Path folder) {
    var evaluated = EvaluatedNetwork.of(folder.toString(), folder);
    var trained = RunDirectory.at(folder.resolve("..").toString());
    return trained.manifest().filter(RunManifest::isRetrain).isPresent()
        ? evaluated.normalizedBy(Normalization.of(trained.retrainConfig().data().dataset()))
        : evaluated;
  }

  private EvaluatedNetwork found(Path scratch) {
    var directory = RunDirectory.at(run);
    if (directory.started().isRetrain()) {
      throw new IllegalArgumentException(
          run
              + " is a training from scratch without a network: if it has not ended, repeat its"
              + " `espalier retrain`; if its --output was another folder, name that folder");
    }
    var experiment = directory.config().experiment();
    return EvaluatedNetwork.of(
        new SearchRun(experiment, directory.folder()), scratch.resolve("run"));
  }
}
