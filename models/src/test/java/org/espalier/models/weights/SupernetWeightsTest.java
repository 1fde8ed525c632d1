package org.espalier.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.Layout;
import org.espalier.models.layer.Slice;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SupernetWeightsTest {

  private static final SearchSpace SPACE = SearchSpaces.named("mobilenetv3");
  private static final InputShape INPUT = new InputShape(64, 64, 3, 10);

  @TempDir private Path folder;

  private static BlockSize elastic(double width) {
    return new BlockSize(width, List.of(2, 2, 2, 2, 1, 2), true);
  }

  private static Layout trained(BlockSize size) {
    var form = NetworkForm.of(SPACE, size, INPUT);
    var ours = OfaSupernet.map(SPACE, form).tensors().stream().map(MappedTensor::ours);
    return Layout.inOrder(ours.filter(slice -> slice.kind().trained()).toList());
  }

  /** Its own names. */
  private Path written(Layout layout, float[] state) {
    var file = folder.resolve("supernet.safetensors");
    var entries = layout.slices().stream().map(slice -> MappedTensor.own(slice).entry()).toList();
    SafetensorsWriter.write(
        file,
        entries,
        entry -> SafetensorsWriter.bytes(MappedTensor.own(layout.slice(entry.name())).give(state)),
        Map.of());
    return file;
  }

  @Test
  void whatWasWrittenIsInTheFreshStateOfTheSameSupernet() {
    var layout = trained(elastic(0.2));
    var state = layout.initial(7);
    var read = SupernetWeights.read(written(layout, state), SPACE, elastic(0.2), INPUT);

    // A supernet has momenta behind what is trained.
    var momentum = layout.slices().get(0).momentum();
    var slices = new ArrayList<Slice>(layout.slices());
    slices.add(momentum);
    var supernet = Layout.inOrder(slices);
    var over = read.over(supernet, new float[supernet.size()]);
    assertThat(Arrays.copyOf(over, state.length)).isEqualTo(state);
    assertThat(Arrays.copyOfRange(over, state.length, over.length)).containsOnly(0);
  }

  @Test
  void weightsOfAnotherWidthAreRefusedTensorByTensor() {
    var layout = trained(elastic(0.4));
    var file = written(layout, layout.initial(7));

    assertThatThrownBy(() -> SupernetWeights.read(file, SPACE, elastic(0.2), INPUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            file.toString(), "layer0/project/kernel has shape [1, 1, 48, 16]", "… and ");
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() {
    var layout = trained(elastic(0.2));
    var state = layout.initial(7);
    state[3] = Float.NaN;
    var file = written(layout, state);

    assertThatThrownBy(() -> SupernetWeights.read(file, SPACE, elastic(0.2), INPUT))
        .hasMessageContainingAll(file.toString(), layout.slices().get(0).name(), "NaN");
  }

  @Test
  void aCheckpointOfOnceForAllFillsTheElasticSupernet() {
    var file =
        Path.of(System.getProperty("espalier.data", "absent"), "pretrained", "ofa-mbv3-w0.5.pt");
    assumeTrue(Files.isRegularFile(file), file + " is not there");
    var input = new InputShape(128, 128, 3, 1000);
    var size = new BlockSize(0.5, List.of(), true);

    var read = SupernetWeights.read(file, SPACE, size, input);
    try (var open = WeightsFiles.open(file)) {
      assertThat(values(read, "stem/kernel").length)
          .isEqualTo(open.floats(entry(open, "first_conv.conv.weight")).length);
      // [k, k, channels, 1] here, [channels, 1, k, k] there: the first value is the same.
      assertThat(values(read, "layer0/depthwise/kernel")[0])
          .isEqualTo(
              open.floats(entry(open, "blocks.1.mobile_inverted_conv.depth_conv.conv.conv.weight"))[
                  0]);
      assertThat(values(read, "layer0/depthwise/7to5/matrix"))
          .isEqualTo(
              open.floats(
                  entry(open, "blocks.1.mobile_inverted_conv.depth_conv.conv.7to5_matrix")));
    }
    // Options that share nothing take their part each: here the first 24 channels of 48.
    var rigid = SupernetWeights.read(file, SPACE, new BlockSize(0.5), input);
    assertThat(values(rigid, "layer0/k3_e3/expand/scale"))
        .isEqualTo(Arrays.copyOf(values(read, "layer0/expand/scale"), 24));
  }

  private static float[] values(SupernetWeights read, String name) {
    var slice = read.layout().slice(name);
    return Arrays.copyOfRange(read.values(), slice.offset(), slice.end());
  }

  private static TensorEntry entry(WeightsFile file, String name) {
    return file.tensor(name).orElseThrow();
  }
}
