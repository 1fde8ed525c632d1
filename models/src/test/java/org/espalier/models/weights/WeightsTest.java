package org.espalier.models.weights;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.models.space.Stem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WeightsTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "CNAS, imagenet-c4-l3, 7",
    "DrNAS_cifar10, cifar-c4-l5, 10",
    "DrNAS_imagenet, imagenet-c6-l4, 12",
    "DARTS_V2, cifar-c4-l3, 100",
    "dsm_nas, mobilenetv3-w0.25-224, 10",
    "SPOS_240, shufflenet-w0.5-224, 5"
  })
  void weightsUnderPublishedNamesComeBackToTheBit(String name, String form, int classes)
      throws IOException {
    var architecture = GivenArchitecture.of(name);
    var made =
        MadeUpWeights.of(architecture, NetworkForm.named(form, architecture.space(), classes), 1);
    var file = MadeUpWeights.torch(made).zip(folder.resolve("made.pt"));

    try (var open = WeightsFiles.open(file)) {
      var read = Weights.of(architecture, Optional.empty(), open);
      assertThat(read.form().name()).isEqualTo(form);
      assertThat(read.form()).isEqualTo(made.form());
      assertThat(read.state()).isEqualTo(made.state());
    }
  }

  @Test
  void aFormThatIsGivenGoesBeforeTheShapes() throws IOException {
    var architecture = GivenArchitecture.of("CNAS");
    var made = MadeUpWeights.of(architecture, cifar(architecture, 4, 3), 1);
    var file = MadeUpWeights.torch(made).zip(folder.resolve("made.pt"));

    try (var open = WeightsFiles.open(file)) {
      assertThatThrownBy(() -> Weights.of(architecture, Optional.of("cifar-c4-l4"), open))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("made.pt", "CNAS (cifar-c4-l4)", "missing cells.3.");
      assertThatThrownBy(() -> Weights.of(architecture, Optional.of("shufflenet-224"), open))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("--network", "imagenet-c48-l14", "shufflenet-224");
    }
  }

  @Test
  void namesFollowTheOrderInWhichTheCellIsPrinted() {
    var printed = GivenArchitecture.of("CNAS");
    var sorted = GivenArchitecture.of(printed.genotype().getText());
    var layout = Weights.layout(printed, cifar(printed, 4, 3));

    assertThat(theirs(printed, "cell0/edge1/dil_conv_3x3/depthwise/kernel", layout))
        .isEqualTo("cells.0._ops.0.op.1.weight");
    assertThat(theirs(sorted, "cell0/edge1/dil_conv_3x3/depthwise/kernel", layout))
        .isEqualTo("cells.0._ops.1.op.1.weight");
  }

  @Test
  void poolsOfDrNasHaveStatisticsOnly() {
    var drnas = GivenArchitecture.of("DrNAS_cifar10");
    var layout = Weights.layout(drnas, cifar(drnas, 4, 3));

    assertThat(theirs(drnas, "cell1/edge14/max_pool_3x3/mean", layout))
        .isEqualTo("cells.1._ops.0.op.1.running_mean");
    assertThat(layout.slices()).noneMatch(slice -> slice.name().contains("pool_3x3/scale"));
  }

  @Test
  void everyDifferenceIsListedUpToTwenty() throws IOException {
    var architecture = GivenArchitecture.of("CNAS");
    var made = MadeUpWeights.of(architecture, cifar(architecture, 4, 3), 1);
    var writer = MadeUpWeights.torch(made);
    writer.floats("classifier.weight", List.of(5L, 64L), new float[320]);
    writer.floats("extra.weight", List.of(1L), 1);
    writer.storage("counter", "LongStorage", 8, new byte[8]);
    writer.view("stem.1.num_batches_tracked", "counter", 0, List.of(), List.of());
    writer.view("stem.1.bias", "counter", 0, List.of(1L), List.of(1L));
    writer.floats("auxiliary_head.classifier.bias", List.of(10L), new float[10]);
    var file = writer.zip(folder.resolve("wrong.pt"));

    try (var open = WeightsFiles.open(file)) {
      assertThatThrownBy(() -> Weights.of(architecture, Optional.empty(), open))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(
              "wrong.pt",
              "3 tensors differ",
              "classifier.bias has shape [10], the network [5]",
              "unexpected extra.weight [1]",
              "stem.1.bias has shape [1], the network [12]");
      assertThatThrownBy(() -> Weights.of(GivenArchitecture.of("DARTS_V2"), Optional.empty(), open))
          .message()
          .hasLineCount(22)
          .containsPattern("… and \\d+ more$");
    }
  }

  @Test
  void aWeightThatIsNotFiniteIsNamed() throws IOException {
    var architecture = GivenArchitecture.of("CNAS");
    var made = MadeUpWeights.of(architecture, cifar(architecture, 4, 3), 1);
    made.state()[0] = Float.NaN;
    var file = MadeUpWeights.torch(made).stream(folder.resolve("nan.pth"));

    try (var open = WeightsFiles.open(file)) {
      assertThatThrownBy(() -> Weights.of(architecture, Optional.empty(), open))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("nan.pth", "stem.0.weight", "NaN");
    }
  }

  @Test
  void aNetworkLargerThanAnyMemoryIsRefused() throws IOException {
    var architecture = GivenArchitecture.of("CNAS");
    var writer =
        new TorchWriter()
            .floats("stem0.0.weight", List.of(4096L, 1L, 1L, 1L), new float[4096])
            .floats("cells.998.preprocess0", List.of(1L), 1);
    var file = writer.zip(folder.resolve("vast.pt"));

    try (var open = WeightsFiles.open(file)) {
      assertThatThrownBy(() -> Weights.of(architecture, Optional.empty(), open))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("vast.pt", "imagenet-c8192-l999", "2147483647 values");
      assertThatThrownBy(() -> Weights.of(architecture, Optional.of("cifar-c9999-l999"), open))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("--network cifar-c9999-l999", "2147483647 values");
    }
  }

  @Test
  void ourOwnNamesAreReadWhereNoCodeWasPublished() {
    var architecture =
        GivenArchitecture.of(
            "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|");
    var form = NetworkForm.ofCells(architecture.space(), Stem.CIFAR, 4, 3, 10);
    var made = MadeUpWeights.of(architecture, form, 1);
    var file = folder.resolve("own.safetensors");
    var tensors =
        made.names().tensors().stream()
            .collect(Collectors.toMap(MappedTensor::name, tensor -> tensor));
    SafetensorsWriter.write(
        file,
        made.names().tensors().stream().map(MappedTensor::entry).toList(),
        entry ->
            SafetensorsWriter.bytes(requireNonNull(tensors.get(entry.name())).give(made.state())),
        Map.of());

    try (var open = WeightsFiles.open(file)) {
      var read = Weights.of(architecture, Optional.empty(), open);
      assertThat(read.form()).isEqualTo(form);
      assertThat(read.state()).isEqualTo(made.state());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dsm_nas_plus dsm_nas_plus.pt mobilenetv3-w1.2-224 356",
        "CNAS cnas-imagenet.pth imagenet-c48-l14 1096",
        "DSNAS_240 dsnas-240.pth.tar shufflenet-w1.0-224 486"
      })
  void checkpointsOfTheOriginalCodeFit(String line) {
    var words = line.split(" ", -1);
    var file = Path.of(System.getProperty("espalier.data", "absent"), "pretrained", words[1]);
    assumeTrue(Files.isRegularFile(file), file + " is not there");

    try (var open = WeightsFiles.open(file)) {
      var read = Weights.of(GivenArchitecture.of(words[0]), Optional.empty(), open);
      assertThat(read.form().name()).isEqualTo(words[2]);
      assertThat(read.form().input().classes()).isEqualTo(1000);
      assertThat(read.layout().slices()).hasSize(Integer.parseInt(words[3]));
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static NetworkForm cifar(GivenArchitecture architecture, int channels, int cells) {
    return NetworkForm.ofCells(architecture.space(), Stem.CIFAR, channels, cells, 10);
  }

  private static String theirs(
      GivenArchitecture architecture, String ours, org.espalier.models.layer.Layout layout) {
    return NameMap.published(architecture, layout).orElseThrow().tensors().stream()
        .filter(tensor -> tensor.ours().name().equals(ours))
        .map(MappedTensor::name)
        .findFirst()
        .orElseThrow();
  }
}
