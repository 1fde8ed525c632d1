package org.espalier.models.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.NetworkNames;
import org.espalier.models.graph.NetworkProgram;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.layer.OptionPosition;
import org.espalier.models.layer.Slice;
import org.espalier.models.layer.TensorLister;
import org.espalier.models.layer.ZeroOptions;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.OptionRows;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.Outputs;
import org.espalier.models.program.ProgramStore;
import org.espalier.schemas.SupernetForm;

/** A supernet of which each step mixes all options. */
record MixtureSupernet(
    OpenNetwork network,
    OptionMask mask,
    Set<OptionPosition> zeros,
    boolean edgeWeights,
    OptimizerSettings optimizer)
    implements Supernet {

  static MixtureSupernet open(
      NetworkSettings settings,
      OptionMask mask,
      SupernetForm form,
      ProgramStore store,
      LoadOptions options,
      long seed) {
    if (settings.extras().givenStatistics()) {
      throw new IllegalArgumentException(
          "evaluator.calibrationImages must be absent where options are mixed: it is for methods"
              + " that run paths");
    }
    // Says what does not fit before anything is built.
    TensorLister.list(settings.network(), mask, form.getPartial());
    var program = NetworkProgram.mixture(settings, mask, form.getPartial(), form.getEdgeWeights());
    var network = OpenNetwork.open(settings, program, store, options, seed);
    var zeros = ZeroOptions.of(settings.network());
    return new MixtureSupernet(network, mask, zeros, form.getEdgeWeights(), settings.optimizer());
  }

  @Override
  public StepResult train(Batch batch, Sample sample, float rate, long seed) {
    return network.train(NetworkNames.TRAIN, batch, inputs(sample), rate, seed);
  }

  @Override
  public StepResult trainWithGradient(Batch batch, Sample sample, float rate, long seed) {
    return flat(network.train(NetworkNames.TRAIN_WITH_GRADIENT, batch, inputs(sample), rate, seed));
  }

  @Override
  public StepResult gradient(Batch batch, Sample sample, long seed) {
    return result(batch, network.pass(NetworkNames.GRADIENT, batch, inputs(sample), seed));
  }

  @Override
  public StepResult unrolled(
      Batch training, Batch validation, Sample sample, float rate, long seed) {
    return new UnrolledGradient(this, sample, rate, seed).of(training, validation);
  }

  @Override
  public StepResult score(Batch batch, Sample sample) {
    return network.score(batch, inputs(sample));
  }

  /**
   * The chosen options at weight 1; edges weigh 1, as they do in the derived network. An edge that
   * is left out has no weight at all: the supernet need not have had the option.
   */
  @Override
  public Sample only(int[] encoding) {
    PathCheck.check(mask.index(), encoding);
    var weights = new float[mask.index().size()];
    for (int decision = 0; decision < encoding.length; decision++) {
      if (!mask.has(decision, encoding[decision])
          && !zeros.contains(new OptionPosition(decision, encoding[decision]))) {
        throw new IllegalArgumentException(
            "the supernet no longer has option %d of decision %d"
                .formatted(encoding[decision], decision));
      }
      weights[mask.index().at(decision, encoding[decision])] = 1;
    }
    var edges = new float[edgeWeights ? encoding.length : 0];
    Arrays.fill(edges, 1);
    return new SampledMixture(weights, edges);
  }

  @Override
  public boolean touches(Slice slice, Sample sample) {
    return true;
  }

  /** Gradients by the sample and by the trained tensors, which come first in the state. */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Gradients(StepResult step, float[] ofWeights) {}

  Gradients weightGradients(Batch batch, Sample sample, long seed) {
    var outputs = network.pass(NetworkNames.WEIGHT_GRADIENTS, batch, inputs(sample), seed);
    return new Gradients(
        result(batch, outputs), outputs.get(NetworkNames.WEIGHT_GRADIENTS).floats());
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private StepResult result(Batch batch, Outputs outputs) {
    return flat(OpenNetwork.result(batch, outputs));
  }

  private StepResult flat(StepResult step) {
    return step.with(rows().flat(step.gradient()));
  }

  private OptionRows rows() {
    return new OptionRows(mask.index());
  }

  private Map<String, HostArray> inputs(Sample sample) {
    if (!(sample instanceof SampledMixture mixture)) {
      throw new IllegalArgumentException("this supernet runs mixtures, not paths");
    }
    int decisions = mask.index().decisions();
    check("option", mixture.optionWeights().length, mask.index().size());
    check("edge", mixture.edgeWeights().length, edgeWeights ? decisions : 0);
    var rows = rows().of(mixture.optionWeights());
    var inputs = new HashMap<String, HostArray>();
    inputs.put(NetworkNames.OPTION_WEIGHTS, HostArray.of(rows, decisions, rows.length / decisions));
    if (edgeWeights) {
      inputs.put(NetworkNames.EDGE_WEIGHTS, HostArray.vector(mixture.edgeWeights()));
    }
    return inputs;
  }

  private static void check(String what, int has, int wanted) {
    if (has != wanted) {
      throw new IllegalArgumentException(
          "a mixture must have %d %s weights, has %d".formatted(wanted, what, has));
    }
  }
}
