package org.espalier.models.operation;

import org.espalier.models.layer.Activation;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Operation;

/**
 * Channel attention without parameters: each channel times the hard sigmoid of its own mean. This
 * is our reading of {@code atten_mode: channel} in the files of AutoSpace (arXiv:2103.11833), whose
 * code was never published.
 */
public record ChannelAttention() implements Operation {
  @Override
  public String label() {
    return "attention";
  }

  @Override
  public <T> T apply(LayerBuilder<T> b, String name, T x, int channels, int stride) {
    return b.scale(x, b.activate(Activation.HARD_SIGMOID, b.meanPixel(x)));
  }

  @Override
  public boolean isShared() {
    return true;
  }
}
