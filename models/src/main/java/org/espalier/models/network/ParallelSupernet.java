package org.espalier.models.network;

import java.util.Arrays;
import java.util.Map;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.NetworkNames;
import org.espalier.models.graph.NetworkProgram;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.layer.Slice;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;

/** A supernet of which each step runs several cells side by side, of the genes that it is told. */
record ParallelSupernet(OpenNetwork network, OptionIndex index, int cells) implements Supernet {

  static ParallelSupernet open(
      NetworkSettings settings, int cells, ProgramStore store, LoadOptions options, long seed) {
    var program = NetworkProgram.parallel(settings, cells);
    var network = OpenNetwork.open(settings, program, store, options, seed);
    return new ParallelSupernet(network, settings.network().options(), cells);
  }

  @Override
  public StepResult train(Batch batch, Sample sample, float rate, long seed) {
    return network.train(NetworkNames.TRAIN, batch, inputs(sample), rate, seed);
  }

  @Override
  public StepResult trainWithGradient(Batch batch, Sample sample, float rate, long seed) {
    return network.train(NetworkNames.TRAIN_WITH_GRADIENT, batch, inputs(sample), rate, seed);
  }

  @Override
  public StepResult gradient(Batch batch, Sample sample, long seed) {
    var outputs = network.pass(NetworkNames.GRADIENT, batch, inputs(sample), seed);
    return OpenNetwork.result(batch, outputs);
  }

  @Override
  public StepResult score(Batch batch, Sample sample) {
    return network.score(batch, inputs(sample));
  }

  /** The architecture in the first cells, with weight 1; the others weigh nothing. */
  @Override
  public Sample only(int[] encoding) {
    var path = PathCheck.check(index, encoding);
    var options = new int[cells * path.length];
    for (int cell = 0; cell < cells; cell++) {
      System.arraycopy(path, 0, options, cell * path.length, path.length);
    }
    var weights = new float[options.length];
    Arrays.fill(weights, 0, path.length, 1);
    return new SampledPaths(options, weights);
  }

  @Override
  public boolean touches(Slice slice, Sample sample) {
    return true;
  }

  private Map<String, HostArray> inputs(Sample sample) {
    if (!(sample instanceof SampledPaths paths)) {
      throw new IllegalArgumentException("this supernet runs cells side by side, not one path");
    }
    int decisions = index.decisions();
    int size = cells * decisions;
    if (paths.options().length != size || paths.weights().length != size) {
      throw new IllegalArgumentException(
          "cells side by side must have %d options and weights, have %d and %d"
              .formatted(size, paths.options().length, paths.weights().length));
    }
    for (int first = 0; first < size; first += decisions) {
      PathCheck.check(index, Arrays.copyOfRange(paths.options(), first, first + decisions));
    }
    return Map.of(
        NetworkNames.PATH, HostArray.vector(paths.options()),
        NetworkNames.OPTION_WEIGHTS, HostArray.vector(paths.weights()));
  }
}
