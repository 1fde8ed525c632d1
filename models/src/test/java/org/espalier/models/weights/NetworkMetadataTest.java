package org.espalier.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.models.data.Normalization;
import org.espalier.models.layer.InputShape;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.Stem;
import org.espalier.models.space.StemSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file says of its network, where shapes leave it open. */
final class NetworkMetadataTest {

  private static final Normalization MEAN =
      new Normalization(List.of(0.1, 0.2, 0.3), List.of(0.4, 0.5, 0.6));

  @TempDir private Path folder;

  @Test
  void cellsComeBackWithAllThatShapesLeaveOpen() {
    var published = GivenArchitecture.of("DrNAS_imagenet");
    var given =
        new GivenArchitecture(
            published.name(),
            published.space(),
            published.text(),
            published.genotype(),
            PoolNorm.AFFINE);
    var size = new CellSize(6, 4, Optional.of(new StemSettings(Stem.IMAGENET, 3)));
    var form = NetworkForm.of(given.space(), size, new InputShape(64, 64, 3, 12)).with(MEAN, 1e-3f);
    // Asked for by its text, whose inputs are in another order than those printed.
    var sorted = GivenArchitecture.of(given.genotype().getText());
    assertThat(sorted.text()).isNotEqualTo(given.text());

    var made = MadeUpWeights.of(given, form, 3);
    var read = read(made, sorted, Optional.empty());

    assertThat(read.form()).isEqualTo(form);
    assertThat(read.architecture().text()).isEqualTo(given.text());
    assertThat(read.architecture().pools()).isEqualTo(PoolNorm.AFFINE);
    assertThat(read.state()).isEqualTo(made.state());
    assertThat(read.inference().description())
        .contains("normEpsilon=0.001", "mean=[0.1, 0.2, 0.3]", "height=64");
  }

  @Test
  void blocksComeBackWithTheirStrides() {
    var given = GivenArchitecture.of("SPOS_240");
    var size = new BlockSize(0.5, List.of(1, 2, 2, 2, 1));
    var form = NetworkForm.of(given.space(), size, new InputShape(32, 32, 3, 5)).with(MEAN, 1e-5f);
    var made = MadeUpWeights.of(given, form, 3);

    assertThat(read(made, given, Optional.empty()).form()).isEqualTo(form);
    assertThat(read(made, given, Optional.of("shufflenet-w0.5-48")).form())
        .isEqualTo(form.ofSide(48));
    assertThatThrownBy(() -> read(made, given, Optional.of("shufflenet-w1.0-32")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("--network", "shufflenet-w0.5-32", "was shufflenet-w1.0-32");
  }

  @Test
  void aWidthIsInferredWithThePublishedStridesWhereNothingIsSaid() {
    var given = GivenArchitecture.of("SPOS_240");
    var form = NetworkForm.ofBlocks(given.space(), 0.5, 224, 5);
    var made = MadeUpWeights.of(given, form, 3);
    var file = folder.resolve("foreign.safetensors");
    var tensors = made.names().tensors();
    SafetensorsWriter.write(
        file,
        tensors.stream().map(MappedTensor::entry).toList(),
        entry ->
            SafetensorsWriter.bytes(
                tensors.stream()
                    .filter(tensor -> tensor.name().equals(entry.name()))
                    .findFirst()
                    .orElseThrow()
                    .give(made.state())),
        java.util.Map.of("format", "pt"));
    try (var open = WeightsFiles.open(file)) {
      assertThat(Weights.of(given, Optional.empty(), open).form()).isEqualTo(form);
    }
  }

  @Test
  void anotherArchitectureIsRefused() {
    var given = GivenArchitecture.of("DARTS_V2");
    var made = MadeUpWeights.of(given, NetworkForm.ofCells(given.space(), Stem.CIFAR, 4, 3, 10), 1);
    assertThatThrownBy(() -> read(made, GivenArchitecture.of("DARTS_V1"), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("said.safetensors", "another architecture than DARTS_V1");
  }

  @ParameterizedTest
  @CsvSource({
    "espalier, 2, newer Espalier",
    "space, nb999, nb999",
    "pools, soft, 'none, plain or affine'",
    "classes, 1, '[2, 131072]'",
    "side, -4, 'side must be a whole number'",
    "strides, 3, strides",
    "width, NaN, width",
    "mean, '1,2', three numbers",
    "deviation, '0,0,0', each deviation",
    "norm_epsilon, 0, 'in (0, 1)'"
  })
  void whatIsDamagedIsNamed(String key, String value, String why) {
    var given = GivenArchitecture.of("SPOS_240");
    var form = NetworkForm.ofBlocks(given.space(), 0.5, 32, 5);
    var said = new LinkedHashMap<>(NetworkMetadata.of(MadeUpWeights.of(given, form, 1)));
    said.put(key, value);
    var file = folder.resolve("said.safetensors");
    SafetensorsWriter.write(file, List.of(), tensor -> ByteBuffer.allocate(0), said);
    try (var open = WeightsFiles.open(file)) {
      assertThatThrownBy(() -> Weights.of(given, Optional.empty(), open))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("said.safetensors", "metadata", why);
    }
  }

  @Test
  void aNetworkNormalizesImagesOfAnySizeAsItDid() {
    var cells = GivenArchitecture.of("CNAS").space();
    var blocks = GivenArchitecture.of("SPOS_240").space();
    for (var form :
        List.of(
            NetworkForm.ofCells(cells, Stem.IMAGENET, 4, 3, 1000),
            NetworkForm.ofBlocks(blocks, 1, 224, 1000))) {
      assertThat(form.normalization()).isEqualTo(Normalization.IMAGENET);
      assertThat(form.ofSide(64).normalization()).isEqualTo(Normalization.IMAGENET);
    }
    var small = NetworkForm.ofCells(cells, Stem.CIFAR, 4, 3, 10);
    assertThat(small.ofSide(128).normalization()).isEqualTo(Normalization.CIFAR10_DARTS);
  }

  private Weights read(Weights made, GivenArchitecture given, Optional<String> network) {
    var file = folder.resolve("said.safetensors");
    WeightsExport.write(made, file);
    try (var open = WeightsFiles.open(file)) {
      return Weights.of(given, network, open);
    }
  }
}
