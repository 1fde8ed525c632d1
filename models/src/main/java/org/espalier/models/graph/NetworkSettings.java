package org.espalier.models.graph;

import org.espalier.models.layer.Network;

/**
 * A network with the images it sees and the optimizer that trains it.
 *
 * @param network the description
 * @param images what the images are like
 * @param optimizer how weights are updated
 * @param layers what recipes set about layers
 * @param extras what a supernet of paths can do beyond the usual
 */
public record NetworkSettings(
    Network network,
    ImageSettings images,
    OptimizerSettings optimizer,
    LayerSettings layers,
    SupernetExtras extras) {

  /** With nothing beyond the usual. */
  public NetworkSettings(
      Network network, ImageSettings images, OptimizerSettings optimizer, LayerSettings layers) {
    this(network, images, optimizer, layers, SupernetExtras.NONE);
  }

  /** With layers as PyTorch has them by default. */
  public NetworkSettings(Network network, ImageSettings images, OptimizerSettings optimizer) {
    this(network, images, optimizer, LayerSettings.DEFAULTS);
  }

  /** Checks that the network is for such images. */
  public NetworkSettings {
    if (!network.input().equals(images.input())) {
      throw new IllegalArgumentException(
          "network %s is for %s, the images are %s"
              .formatted(network.name(), network.input(), images.input()));
    }
  }
}
