package org.espalier.models.weights;

import java.util.List;
import java.util.Optional;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.models.data.Normalization;
import org.espalier.models.graph.FrozenState;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.LayerSettings;
import org.espalier.models.graph.NetworkProgram;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.layer.Layout;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.TensorLister;
import org.espalier.models.network.SharedTensors;
import org.espalier.models.program.ProgramSource;
import org.espalier.models.space.Evaluation;

/**
 * The network of an architecture with the weights of a file.
 *
 * @param architecture the architecture
 * @param form the network around it
 * @param layout its tensors, running statistics included
 * @param state their values
 */
@SuppressWarnings("ArrayRecordComponent") // read only, never compared
public record Weights(
    GivenArchitecture architecture, NetworkForm form, Layout layout, float[] state) {

  /**
   * Reads them. Where Espalier has written the file, what it says of its network goes before the
   * shapes.
   *
   * @param network form of the network, such as {@code imagenet-c48-l14}; empty to go by the file
   * @throws IllegalArgumentException naming the file and the tensors that differ, at most 20; or
   *     the tensor that is damaged, or holds numbers that are not finite
   */
  public static Weights of(GivenArchitecture given, Optional<String> network, WeightsFile file) {
    var said = NetworkMetadata.in(file);
    var architecture = said.map(its -> its.agreed(given, file.path())).orElse(given);
    var form =
        said.map(its -> its.agreed(network, file.path()))
            .orElseGet(() -> form(architecture, network, file));
    checkSize(architecture, form, network.map(name -> "--network " + name), file);
    var map = map(architecture, form, file.tensors());
    WeightsDifferences.between(map, file.tensors())
        .check(file.path(), "%s (%s)".formatted(architecture.name(), form.name()));
    var held = new Layout(map.tensors().stream().map(MappedTensor::ours).toList());
    var values = new float[held.size()];
    for (var mapped : map.tensors()) {
      mapped.take(file.finite(mapped.name()), values);
    }
    // Of a supernet, the architecture takes its part.
    var shared = new SharedTensors(held, values);
    var layout = layout(architecture, form);
    var state = new float[layout.size()];
    for (var slice : layout.slices()) {
      var part = shared.values(slice).orElseThrow(() -> new IllegalStateException(slice.name()));
      System.arraycopy(part, 0, state, slice.offset(), part.length);
    }
    return new Weights(architecture, form, layout, state);
  }

  /** Whether a file holds a supernet of Once-for-All, of which an architecture takes its part. */
  public static boolean areOfSupernet(GivenArchitecture architecture, WeightsFile file) {
    return OfaSupernet.isOf(architecture.space(), file.tensors());
  }

  /** The form that is named, or that the shapes say. */
  private static NetworkForm form(
      GivenArchitecture architecture, Optional<String> network, WeightsFile file) {
    var tensors = file.tensors();
    return network
        .map(
            name ->
                NetworkForm.named(
                    name, architecture.space(), FormInference.classes(tensors).orElse(1000)))
        .orElseGet(() -> FormInference.of(architecture, tensors));
  }

  /** Lists the tensors once, before the memory for them is asked for. */
  private static void checkSize(
      GivenArchitecture architecture, NetworkForm form, Optional<String> option, WeightsFile file) {
    try {
      layout(architecture, form);
    } catch (ArithmeticException tooLarge) {
      throw new IllegalArgumentException(
          "%s: a network %s of %d classes has more than %d values"
              .formatted(
                  option.orElse(file.path().toString()),
                  form.name(),
                  form.input().classes(),
                  Integer.MAX_VALUE),
          tooLarge);
    }
  }

  /**
   * The tensors of the network of an architecture in a form.
   *
   * @throws ArithmeticException where they have more values than a vector
   */
  static Layout layout(GivenArchitecture architecture, NetworkForm form) {
    return TensorLister.inference(
        network(architecture, form), architecture.space().encoding(architecture.genotype()));
  }

  /** Published names where the file has such, ours otherwise. */
  static NameMap map(GivenArchitecture architecture, NetworkForm form, List<TensorEntry> tensors) {
    if (OfaSupernet.isOf(architecture.space(), tensors)) {
      return OfaSupernet.map(architecture.space(), form);
    }
    var layout = layout(architecture, form);
    var own = NameMap.own(layout);
    boolean isOwn = tensors.stream().anyMatch(tensor -> own.names().contains(tensor.name()));
    return isOwn ? own : NameMap.published(architecture, layout).orElse(own);
  }

  /**
   * The same for images of another size: no tensor depends on it.
   *
   * @param side height and width, pixels, a multiple of 4
   */
  public Weights ofSide(int side) {
    return new Weights(architecture, form.ofSide(side), layout, state);
  }

  /** The same for images that are normalized otherwise. */
  public Weights normalizing(Normalization normalization) {
    return new Weights(architecture, form.with(normalization, form.normEpsilon()), layout, state);
  }

  /** Mean and deviation that images are normalized by. */
  public Normalization normalization() {
    return form.normalization();
  }

  /** Under the names of published code, where there is such; under ours otherwise. */
  public NameMap names() {
    return NameMap.published(architecture, layout).orElseGet(() -> NameMap.own(layout));
  }

  /** The network for use, its weights constants: raw images in, logits and probabilities out. */
  public ProgramSource inference() {
    var normalization = normalization();
    var images =
        new ImageSettings(
            form.input().height(),
            form.input().width(),
            false,
            normalization.mean().stream().map(Double::floatValue).toList(),
            normalization.std().stream().map(Double::floatValue).toList(),
            0,
            false,
            0,
            form.input().classes());
    var usual = LayerSettings.DEFAULTS;
    var layers =
        new LayerSettings(form.normEpsilon(), usual.normMomentum(), usual.initialization(), 0, 0);
    var settings =
        new NetworkSettings(
            network(architecture, form), images, OptimizerSettings.nasBench201(), layers);
    return NetworkProgram.inference(
        settings,
        architecture.space().encoding(architecture.genotype()),
        new FrozenState(layout, state));
  }

  /** The description of the network. */
  public Network network() {
    return network(architecture, form);
  }

  private static Network network(GivenArchitecture architecture, NetworkForm form) {
    return architecture
        .space()
        .evaluationNetwork(form.size(), form.input(), Evaluation.of(architecture.pools()));
  }
}
