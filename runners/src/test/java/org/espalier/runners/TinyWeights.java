package org.espalier.runners;

import java.nio.file.Path;
import java.util.Random;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.models.layer.TensorLister;
import org.espalier.models.space.Evaluation;
import org.espalier.models.weights.NetworkForm;
import org.espalier.models.weights.Weights;
import org.espalier.models.weights.WeightsExport;

/** Weights of three cells of DARTS_V2, drawn from a seed, under the published names. */
final class TinyWeights {

  private TinyWeights() {}

  static Path write(Path file, int classes) {
    return write(file, classes, 5);
  }

  static Path write(Path file, int classes, long seed) {
    var architecture = GivenArchitecture.of("DARTS_V2");
    var form = NetworkForm.named("cifar-c4-l3", architecture.space(), classes);
    var network =
        architecture
            .space()
            .evaluationNetwork(form.size(), form.input(), Evaluation.of(architecture.pools()));
    var layout =
        TensorLister.inference(network, architecture.space().encoding(architecture.genotype()));
    var random = new Random(seed);
    var state = layout.initial(seed);
    for (int i = 0; i < state.length; i++) {
      state[i] += 0.1f * random.nextFloat();
    }
    WeightsExport.write(new Weights(architecture, form, layout, state), file);
    return file;
  }
}
