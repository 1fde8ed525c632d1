package org.espalier.pipelines;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.models.data.Normalization;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.TensorLister;
import org.espalier.models.space.Evaluation;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.espalier.models.weights.NetworkForm;
import org.espalier.models.weights.SafetensorsWriter;
import org.espalier.models.weights.TensorEntry;
import org.espalier.models.weights.TensorType;
import org.espalier.models.weights.Weights;
import org.espalier.models.weights.WeightsExport;
import org.espalier.pipelines.config.ConfigFile;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.files.ConflictException;
import org.espalier.transforms.method.BestEpoch;
import org.espalier.transforms.method.FloatTensors;
import org.jspecify.annotations.Nullable;

/**
 * The weights that a run has ended with, as a file of safetensors. Of a search: the shared weights
 * of its supernet, under our names, for {@code evaluator.initialWeights} of another. Of a training
 * from scratch: those of the network, under the names of its authors' code where they are known.
 *
 * @param directory the run
 */
public record RunWeights(RunDirectory directory) {

  private static final String MOMENTUM = "/momentum";
  private static final String AVERAGE = "/average";

  /**
   * What was written.
   *
   * @param tensors how many tensors
   * @param names whose names they have
   */
  public record Written(int tensors, String names) {}

  /**
   * Writes them.
   *
   * @param best whether those of the best epoch, not of the last; for trainings from scratch
   * @param file a new file
   * @throws IllegalArgumentException where the run has none yet
   * @throws ConflictException where the file is there
   */
  public Written write(boolean best, Path file) {
    if (Files.exists(file)) {
      throw new ConflictException(file + " already exists; give another --output");
    }
    var manifest = directory.started();
    var state = directory.folder().latest().state();
    var tensors = directory.folder().weights().get(name(state, best, manifest.isRetrain()));
    return manifest.isRetrain() ? network(manifest, tensors, file) : supernet(tensors, file);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private String name(SearchState state, boolean best, boolean isRetrain) {
    if (best && !isRetrain) {
      throw new IllegalArgumentException(
          "--best is for trainings from scratch: a search has the weights it ended with");
    }
    var name =
        best
            ? BestEpoch.of(state).map(BestEpoch::weights)
            : Optional.ofNullable(state.getWeights());
    return name.orElseThrow(
        () ->
            new IllegalArgumentException(
                directory.folder().root()
                    + (best
                        ? " has validated no epoch"
                        : " keeps no weights: its evaluator shares none between architectures, or its"
                            + " training has not begun")));
  }

  private static Written supernet(List<Tensor> tensors, Path file) {
    var values = new LinkedHashMap<String, Tensor>();
    tensors.stream()
        .filter(tensor -> !tensor.getName().endsWith(MOMENTUM))
        .forEach(tensor -> values.put(tensor.getName(), tensor));
    SafetensorsWriter.write(
        file,
        values.values().stream().map(RunWeights::entry).toList(),
        entry -> {
          var tensor = values.get(entry.name());
          if (tensor == null) {
            throw new IllegalStateException(entry.name());
          }
          return tensor.getData().duplicate();
        },
        Map.of("names", "Espalier"));
    return new Written(values.size(), "Espalier");
  }

  private static TensorEntry entry(Tensor tensor) {
    var shape = tensor.getShape().stream().map(Integer::longValue).toList();
    return new TensorEntry(tensor.getName(), TensorType.F32, shape);
  }

  private Written network(RunManifest manifest, List<Tensor> tensors, Path file) {
    var config = ConfigFile.of(directory.folder().manifest(), manifest.config()).retrain();
    var space = SearchSpaces.named(config.space());
    var size = config.evaluator().network().size();
    var input = input(config.data().dataset(), config.evaluator().images().size());
    var pools = config.evaluator().training().pools();
    var genotype = config.genotype();
    var text = config.architecture().orElseGet(genotype::getText);
    var architecture = new GivenArchitecture(genotype.getText(), space, text, genotype, pools);
    var network = space.evaluationNetwork(size, input, Evaluation.of(pools));
    var layout = TensorLister.inference(network, space.encoding(genotype));
    var state = new float[layout.size()];
    var named = new LinkedHashMap<String, Tensor>();
    tensors.forEach(tensor -> named.put(tensor.getName(), tensor));
    for (var slice : layout.slices()) {
      // Where averages are kept, they are what is evaluated and exported.
      var tensor = named.getOrDefault(slice.name() + AVERAGE, named.get(slice.name()));
      if (tensor == null) {
        throw new IllegalStateException("the weights have no tensor " + slice.name());
      }
      var values = FloatTensors.values(tensor);
      System.arraycopy(values, 0, state, slice.offset(), slice.size());
    }
    var form =
        NetworkForm.of(space, size, input)
            .with(
                Normalization.of(config.data().dataset()),
                config.evaluator().training().layers().normEpsilon());
    var weights = new Weights(architecture, form, layout, state);
    WeightsExport.write(weights, file);
    return new Written(layout.slices().size(), weights.names().code());
  }

  private static InputShape input(String dataSet, @Nullable Integer size) {
    var shape = Target.of(dataSet).input();
    int side = size == null ? shape.shorterSide() : size;
    return new InputShape(side, side, shape.channels(), shape.classes());
  }
}
