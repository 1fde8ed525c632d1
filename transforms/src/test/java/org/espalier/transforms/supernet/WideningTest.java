package org.espalier.transforms.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Set;
import org.espalier.models.layer.Layout;
import org.espalier.models.layer.Slice;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.FloatTensors;
import org.junit.jupiter.api.Test;

class WideningTest {

  private static final String NAME = "cell0/edge1/nor_conv_3x3/kernel";

  @Test
  void oldChannelsStayAndNewOnesAreCopiesOfThem() {
    var widening = widening(NAME, 5);
    var inputs = widening.sources(0, 2, 4);
    var outputs = widening.sources(1, 3, 6);
    var old = new float[] {1, 2, 3, 4, 5, 6};
    var wide = widening.of(old, List.of(2, 3), List.of(4, 6));
    assertThat(wide).hasSize(24);
    for (var i = 0; i < 4; i++) {
      for (var o = 0; o < 6; o++) {
        assertThat(wide[i * 6 + o]).isEqualTo(old[inputs[i] * 3 + outputs[o]]);
      }
    }
    assertThat(inputs).startsWith(0, 1);
    assertThat(outputs).startsWith(0, 1, 2);
    assertThat(inputs[3]).isBetween(0, 1);
  }

  @Test
  void aMomentumIsWidenedLikeItsTensor() {
    assertThat(widening(NAME + "/momentum", 5).sources(3, 4, 64))
        .isEqualTo(widening(NAME, 5).sources(3, 4, 64));
  }

  @Test
  void tensorsSeedsAndAxesDrawForThemselves() {
    var sources = widening(NAME, 5).sources(3, 4, 64);
    assertThat(widening(NAME, 6).sources(3, 4, 64)).isNotEqualTo(sources);
    assertThat(widening("other", 5).sources(3, 4, 64)).isNotEqualTo(sources);
    assertThat(widening(NAME, 5).sources(2, 4, 64)).isNotEqualTo(sources);
  }

  @Test
  void weightsOfAWiderNetworkWithFewerOperationsKeepWhatItStillHas() {
    var layout = new Layout(List.of(slice("stem/kernel", -1, 0, 2), slice(NAME, 1, 2, 4)));
    var tensors =
        List.of(
            tensor("stem/kernel", 7, 8),
            tensor(NAME, 1, 2),
            tensor("cell0/edge1/nor_conv_1x1/kernel", 9));
    var state = NamedWeights.state(layout, "w", tensors, 5);
    var sources = widening(NAME, 5).sources(0, 2, 4);
    assertThat(state).containsExactly(7, 8, 1, 2, sources[2] + 1f, sources[3] + 1f);
  }

  @Test
  void weightsOfAnotherNetworkAreRefusedByTheTensorThatDoesNotFit() {
    var stem = new Layout(List.of(slice("stem/kernel", -1, 0, 4)));
    assertThatIllegalStateException()
        .isThrownBy(() -> NamedWeights.state(stem, "w", List.of(tensor("stem/kernel", 7, 8)), 5))
        .withMessage(
            "weights w are of another network: it has stem/kernel of shape [4], they have [2]");
    var edge = new Layout(List.of(slice(NAME, 1, 0, 1)));
    assertThatIllegalStateException()
        .isThrownBy(() -> NamedWeights.state(edge, "w", List.of(tensor(NAME, 7, 8)), 5))
        .withMessageContaining("of shape [1], they have [2]");
    assertThatIllegalStateException()
        .isThrownBy(() -> NamedWeights.state(edge, "w", List.of(), 5))
        .withMessageContaining("they have none");
  }

  private static Widening widening(String name, long seed) {
    return new Widening(name, Set.of(NAME), seed);
  }

  /**
   * A depthwise kernel and a pointwise kernel that reads it: what the wider pair computes is what
   * the narrow pair computes of inputs that are repeated by the same list.
   */
  @Test
  void aDepthwiseKernelAndThePointwiseInputsThatReadItAreCopiedTogether() {
    var depthwise = "cell0/edge1/sep_conv_3x3/first/depthwise/kernel";
    var pointwise = "cell0/edge1/sep_conv_3x3/first/pointwise/kernel";
    var names = Set.of(depthwise, pointwise);
    var inputs = new Widening(pointwise, names, 5).sources(2, 2, 8);
    assertThat(new Widening(depthwise, names, 5).sources(2, 2, 8)).isEqualTo(inputs);
    // One pixel, kernels of one pixel: channel c is scaled by d[c], then mixed by p[c][o].
    var d = new float[] {3, -2};
    var p = new float[] {1, 10, 100, 1000};
    var wideD = new Widening(depthwise, names, 5).of(d, List.of(1, 1, 2, 1), List.of(1, 1, 8, 1));
    var wideP = new Widening(pointwise, names, 5).of(p, List.of(1, 1, 2, 2), List.of(1, 1, 8, 8));
    var outputs = new Widening(pointwise, names, 5).sources(3, 2, 8);
    for (var output = 0; output < 8; output++) {
      var sum = 0.0;
      var expected = 0.0;
      for (var input = 0; input < 8; input++) {
        sum += wideD[input] * wideP[input * 8 + output];
        expected += d[inputs[input]] * p[inputs[input] * 2 + outputs[output]];
      }
      assertThat(sum).isEqualTo(expected);
    }
  }

  @Test
  void aNormalizationFollowsTheOutputsOfItsConvolution() {
    var pointwise = "cell0/edge1/dil_conv_3x3/pointwise/kernel";
    var names = Set.of(pointwise, NAME);
    var outputs = new Widening(pointwise, names, 5).sources(3, 2, 8);
    for (var part : List.of("scale", "offset", "mean", "variance")) {
      var norm = new Widening("cell0/edge1/dil_conv_3x3/" + part, names, 5);
      assertThat(norm.sources(0, 2, 8)).isEqualTo(outputs);
    }
    var plain = new Widening("cell0/edge1/nor_conv_3x3/scale", names, 5);
    assertThat(plain.sources(0, 4, 64)).isEqualTo(widening(NAME, 5).sources(3, 4, 64));
  }

  private static Slice slice(String name, int edge, int offset, int size) {
    var operation = edge < 0 ? -1 : 3;
    return new Slice(name, Slice.Kind.KERNEL, edge, operation, 1, offset, List.of(size));
  }

  private static Tensor tensor(String name, float... values) {
    return FloatTensors.of(name, values);
  }
}
