package org.espalier.models.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.NetworkNames;
import org.espalier.models.graph.NetworkProgram;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.layer.Slice;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;

/** A supernet of which each step runs one path. */
record PathSupernet(
    OpenNetwork network, OptionIndex index, boolean compares, UpdatedTensors updated)
    implements Supernet {

  static PathSupernet open(
      NetworkSettings settings,
      OptionMask mask,
      boolean compares,
      ProgramStore store,
      LoadOptions options,
      long seed) {
    var program = NetworkProgram.path(settings, mask, compares);
    var network = OpenNetwork.open(settings, program, store, options, seed);
    return new PathSupernet(
        network, mask.index(), compares, new UpdatedTensors(settings.network()));
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

  @Override
  public StepResult compare(Batch batch, Sample sample) {
    if (!compares) {
      throw new IllegalArgumentException("this supernet is not of a form that compares options");
    }
    var inputs = new HashMap<>(inputs(sample));
    inputs.put(NetworkNames.COMPARED, HostArray.vector(compared(path(sample))));
    return network.compare(batch, inputs);
  }

  /** The option taken has its gradient anyway. */
  private int[] compared(SampledPath path) {
    var flags = new int[index.size()];
    for (int at = 0; at < path.compared().length; at++) {
      boolean isTaken = path.options()[index.decision(at)] == index.option(at);
      flags[at] = path.compared()[at] && !isTaken ? 1 : 0;
    }
    return flags;
  }

  @Override
  public float[] statistics(Batch batch, Sample sample) {
    var outputs = network.pass(NetworkNames.MEASURE, batch, inputs(sample));
    return outputs.get(NetworkNames.STATISTICS).floats();
  }

  @Override
  public StepResult score(Batch batch, Sample sample, float[] statistics) {
    var inputs = new HashMap<>(inputs(sample));
    inputs.put(NetworkNames.STATISTICS, HostArray.vector(statistics));
    return OpenNetwork.result(batch, network.pass(NetworkNames.SCORE_GIVEN, batch, inputs));
  }

  @Override
  public StepResult addGradient(Batch batch, Sample sample, float[] taught, long seed) {
    var inputs = new HashMap<>(inputs(sample));
    boolean isTaught = taught.length > 0;
    var soft = isTaught ? taught : new float[batch.size() * network.classes()];
    inputs.put(NetworkNames.SOFT_LABELS, HostArray.of(soft, batch.size(), network.classes()));
    inputs.put(NetworkNames.SOFT_WEIGHT, HostArray.scalar(isTaught ? 1f : 0f));
    return OpenNetwork.result(batch, network.pass(NetworkNames.ADD_GRADIENT, batch, inputs, seed));
  }

  @Override
  public void takeStep(float rate) {
    network.run(NetworkNames.TAKE_STEP, Map.of(NetworkNames.LEARNING_RATE, HostArray.scalar(rate)));
  }

  @Override
  public float[] softLabels(Batch batch, Sample sample, long seed) {
    return network
        .pass(NetworkNames.TEACH, batch, inputs(sample), seed)
        .get(NetworkNames.SOFT_LABELS)
        .floats();
  }

  @Override
  public void sortChannels(List<Integer> expansions) {
    network.assign(new ChannelOrder(network.layout(), expansions).sorted(network.state()));
  }

  @Override
  public Sample only(int[] encoding) {
    return new SampledPath(encoding);
  }

  @Override
  public boolean touches(Slice slice, Sample sample) {
    return updated.has(slice, path(sample).options());
  }

  private Map<String, HostArray> inputs(Sample sample) {
    return Map.of(
        NetworkNames.PATH, HostArray.vector(PathCheck.check(index, path(sample).options())));
  }

  private static SampledPath path(Sample sample) {
    if (sample instanceof SampledPath path) {
      return path;
    }
    throw new IllegalArgumentException("this supernet runs paths, not mixtures");
  }
}
