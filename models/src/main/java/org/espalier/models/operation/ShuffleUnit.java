package org.espalier.models.operation;

import java.util.List;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Operation;

/**
 * A choice block of the single-path space over ShuffleNetV2. A block that keeps shape passes every
 * other channel on, from the first, and convolves the others; any other convolves the whole input
 * twice, once as the projection, and puts both side by side.
 *
 * <p>The main branch is pointwise, depthwise, pointwise; or, as Xception, three times depthwise and
 * pointwise. ReLU follows pointwise convolutions only.
 *
 * <p>Source: Guo et al. 2020, SPOS, arXiv:1904.00420, section 4; Hu et al. 2020, DSNAS,
 * arXiv:2002.09128, and its authors' code.
 *
 * @param kernel extent of the depthwise kernels, odd
 * @param xception whether the main branch is Xception's
 */
public record ShuffleUnit(int kernel, boolean xception) implements Operation {

  @Override
  public String label() {
    return xception
        ? "xception_%dx%d".formatted(kernel, kernel)
        : "shuffle_%dx%d".formatted(kernel, kernel);
  }

  @Override
  public <T> T apply(LayerBuilder<T> b, String name, T x, int channels, int stride) {
    int in = b.channels(x);
    int mid = channels / 2;
    if (stride == 1 && in == channels) {
      var worked = main(b, name, b.alternateChannels(x, 1), mid, channels - mid, 1);
      return b.concat(List.of(b.alternateChannels(x, 0), worked));
    }
    if (channels <= in) {
      throw new IllegalArgumentException(
          "%s: a shuffle block that changes shape must have more than its input's %d channels, has %d"
              .formatted(name, in, channels));
    }
    var projected = pointwise(b, name + "/project", depthwise(b, name + "/project", x, stride), in);
    return b.concat(List.of(projected, main(b, name, x, mid, channels - in, stride)));
  }

  private <T> T main(LayerBuilder<T> b, String name, T x, int mid, int out, int stride) {
    if (!xception) {
      var first = pointwise(b, name + "/first", x, mid);
      return pointwise(b, name + "/last", depthwise(b, name + "/main", first, stride), out);
    }
    var first = pointwise(b, name + "/first", depthwise(b, name + "/first", x, stride), mid);
    var second = pointwise(b, name + "/second", depthwise(b, name + "/second", first, 1), mid);
    return pointwise(b, name + "/last", depthwise(b, name + "/last", second, 1), out);
  }

  private <T> T depthwise(LayerBuilder<T> b, String name, T x, int stride) {
    return b.norm(
        name + "/depthwise", b.depthwise(name + "/depthwise", x, kernel, stride, 1), true);
  }

  private static <T> T pointwise(LayerBuilder<T> b, String name, T x, int out) {
    return b.relu(b.norm(name + "/pointwise", b.conv(name + "/pointwise", x, 1, out, 1), true));
  }
}
