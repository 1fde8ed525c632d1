package org.espalier.pipelines;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.models.data.Normalization;
import org.espalier.models.network.ServedNetwork;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.weights.Weights;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.files.FolderDigest;
import org.espalier.transforms.method.StateReferences;
import org.espalier.transforms.storage.SearchRun;

/**
 * A network to be evaluated, as a SavedModel.
 *
 * @param name what it is, for people
 * @param architecture its architecture; empty where its folder does not say
 * @param model folder of the SavedModel
 * @param digest of what lies in it, or of what it was made from
 * @param side height and width of what it takes, pixels
 * @param classes classes that it tells apart
 * @param normalization mean and deviation, in words
 */
public record EvaluatedNetwork(
    String name,
    Optional<String> architecture,
    String model,
    String digest,
    int side,
    int classes,
    String normalization) {

  /** The network of an architecture with imported weights, exported to the user's cache. */
  public static EvaluatedNetwork of(Weights weights) {
    var program = ProgramStore.ofUser().export(weights.inference());
    return new EvaluatedNetwork(
        "%s (%s)".formatted(weights.architecture().name(), weights.form().name()),
        Optional.of(weights.architecture().name()),
        program.directory().toAbsolutePath().toString(),
        program.hash(),
        weights.form().input().height(),
        weights.form().input().classes(),
        words(weights.normalization()));
  }

  /**
   * What a search has found, with the weights that it has ended with.
   *
   * @param scratch folder that is to hold the network; it must not have one
   * @throws IllegalArgumentException if the run has no trained weights, or none that a network of
   *     its own could have, or has found nothing yet
   */
  public static EvaluatedNetwork of(SearchRun run, Path scratch) {
    var root = run.files().root();
    var state = run.files().latest().state();
    if (state.getWeights() == null) {
      throw new IllegalArgumentException(
          root
              + " keeps no weights, so its network has none either: retrain what it found, or"
              + " give --architecture and --weights");
    }
    int partial = StateReferences.form(state).map(SupernetForm::getPartial).orElse(1);
    if (partial > 1) {
      throw new IllegalArgumentException(
          root
              + " has weights for only 1/%d of the channels, because its method trains no more: retrain it first"
                  .formatted(partial));
    }
    var model = new Derive(run).into(scratch, state).model();
    var served = of(root, model);
    return new EvaluatedNetwork(
        root,
        FoundArchitecture.of(run, state).map(found -> found.genotype().getText()),
        served.model(),
        served.digest(),
        served.side(),
        served.classes(),
        words(Normalization.of(run.experiment().dataSet())));
  }

  /**
   * A network that Espalier has exported, as it was trained: its folder does not say by what mean
   * and deviation.
   *
   * @throws IllegalArgumentException if the folder has none, or one for images that are not square
   */
  public static EvaluatedNetwork of(String name, Path model) {
    try (var network = ServedNetwork.load(model)) {
      if (network.height() != network.width()) {
        throw new IllegalArgumentException(
            "%s takes images of %d × %d pixels, must be square"
                .formatted(model, network.height(), network.width()));
      }
      return new EvaluatedNetwork(
          name,
          Optional.empty(),
          model.toAbsolutePath().toString(),
          FolderDigest.of(model),
          network.height(),
          network.classes(),
          "mean and deviation as it was trained");
    }
  }

  /** The same with what its images are normalized by, for people. */
  public EvaluatedNetwork normalizedBy(Normalization known) {
    return new EvaluatedNetwork(name, architecture, model, digest, side, classes, words(known));
  }

  /** Whether a folder holds a SavedModel. */
  public static boolean isModel(Path folder) {
    return Files.isRegularFile(folder.resolve("saved_model.pb"));
  }

  private static String words(Normalization normalization) {
    return "mean %s, deviation %s".formatted(normalization.mean(), normalization.std());
  }
}
