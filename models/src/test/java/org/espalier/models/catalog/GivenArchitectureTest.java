package org.espalier.models.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.models.operation.PoolNorm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GivenArchitectureTest {

  private static final String NB201 = "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|";
  private static final String BLOCKS = "0,1,2,2,1,1,2,1,3,3,0,3,0,3,0,0,2,2,2,1";

  @TempDir private Path folder;

  @Test
  void aPublishedNameBringsItsTextAndPoolsInAnyCase() {
    var given = GivenArchitecture.of("drnas_CIFAR10");

    assertThat(given.name()).isEqualTo("DrNAS_cifar10");
    assertThat(given.space().name()).isEqualTo("darts");
    assertThat(given.pools()).isEqualTo(PoolNorm.PLAIN);
    assertThat(given.text()).startsWith("normal:sep_conv_3x3~0+sep_conv_5x5~1");
  }

  @Test
  void aTextIsOfTheOnlySpaceThatHasIt() {
    assertThat(GivenArchitecture.of(NB201).space().name()).isEqualTo("nb201");
    assertThat(GivenArchitecture.of(PublishedArchitectures.all().get(0).text()).space().name())
        .isEqualTo("darts");
  }

  @Test
  void aTextOfCellsKeepsTheOrderInWhichItWasWritten() {
    var cnas = PublishedArchitectures.all().get(0).text();

    assertThat(GivenArchitecture.of(cnas).text()).isEqualTo(cnas);
    assertThat(GivenArchitecture.of(cnas).genotype().getText()).isNotEqualTo(cnas);
  }

  @Test
  void aTextOfTwoSpacesNeedsTheSpacesName() {
    var text = "1,1,1,1," + BLOCKS.substring(8).replace('0', '1');

    assertThatThrownBy(() -> GivenArchitecture.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mobilenetv3 and of shufflenet");
    assertThat(GivenArchitecture.of("shufflenet:" + text).space().name()).isEqualTo("shufflenet");
  }

  @Test
  void aFileMayHoldATextOrJson() throws IOException {
    var text = Files.writeString(folder.resolve("genotype.txt"), NB201 + '\n');
    var json =
        Files.writeString(
            folder.resolve("a.json"), "{\"space\": \"shufflenet\", \"text\": \"" + BLOCKS + "\"}");

    assertThat(GivenArchitecture.of(text.toString()).genotype().getText()).isEqualTo(NB201);
    assertThat(GivenArchitecture.of(json.toString()).genotype().getText()).isEqualTo(BLOCKS);
  }

  @Test
  void whatIsNoArchitectureIsNamedWithTheNearestName() throws IOException {
    var wrong = Files.writeString(folder.resolve("wrong.json"), "{\"space\": \"shufflenet\"");

    assertThatThrownBy(() -> GivenArchitecture.of("CNA"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'CNA'", "did you mean CNAS");
    assertThatThrownBy(() -> GivenArchitecture.of(wrong.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("wrong.json", "not JSON");
    assertThatThrownBy(() -> GivenArchitecture.of("MobileNetV2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing in it is decided");
    assertThatThrownBy(() -> GivenArchitecture.of("nowhere.json"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("nowhere.json");
  }
}
