package org.espalier.models.weights;

import java.util.List;
import java.util.Optional;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.models.graph.FrozenState;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkProgram;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.layer.Layout;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.TensorLister;
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
   * Reads them.
   *
   * @param network form of the network, such as {@code imagenet-c48-l14}; empty to go by the shapes
   * @throws IllegalArgumentException naming the file and the tensors that differ, at most 20; or
   *     the tensor that is damaged, or holds numbers that are not finite
   */
  public static Weights of(
      GivenArchitecture architecture, Optional<String> network, WeightsFile file) {
    var form = form(architecture, network, file);
    var layout = layout(architecture, form);
    var map = map(architecture, layout, file.tensors());
    WeightsDifferences.between(map, file.tensors())
        .check(file.path(), "%s (%s)".formatted(architecture.name(), form.name()));
    var state = new float[layout.size()];
    for (var mapped : map.tensors()) {
      var values = file.floats(file.tensor(mapped.name()).orElseThrow());
      for (float value : values) {
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(
              "%s: %s holds %s, weights are finite".formatted(file.path(), mapped.name(), value));
        }
      }
      mapped.take(values, state);
    }
    return new Weights(architecture, form, layout, state);
  }

  /** The form that is named, or that the shapes say. */
  public static NetworkForm form(
      GivenArchitecture architecture, Optional<String> network, WeightsFile file) {
    var tensors = file.tensors();
    return network
        .map(
            name ->
                NetworkForm.named(
                    name, architecture.space(), FormInference.classes(tensors).orElse(1000)))
        .orElseGet(() -> FormInference.of(architecture, tensors));
  }

  /** The tensors of the network of an architecture in a form. */
  static Layout layout(GivenArchitecture architecture, NetworkForm form) {
    return TensorLister.inference(
        network(architecture, form), architecture.space().encoding(architecture.genotype()));
  }

  /** Published names where the file has such, ours otherwise. */
  static NameMap map(GivenArchitecture architecture, Layout layout, List<TensorEntry> tensors) {
    var own = NameMap.own(layout);
    boolean isOwn = tensors.stream().anyMatch(tensor -> own.names().contains(tensor.name()));
    return isOwn ? own : NameMap.published(architecture, layout).orElse(own);
  }

  /** Under the names of published code, where there is such; under ours otherwise. */
  public NameMap names() {
    return NameMap.published(architecture, layout).orElseGet(() -> NameMap.own(layout));
  }

  /** The network for use, its weights constants: raw images in, logits and probabilities out. */
  public ProgramSource inference() {
    var normalization = form.normalization(architecture.space());
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
    var settings =
        new NetworkSettings(network(architecture, form), images, OptimizerSettings.nasBench201());
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
