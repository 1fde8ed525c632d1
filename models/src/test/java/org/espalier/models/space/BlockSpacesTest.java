package org.espalier.models.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.layer.LayerCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockSpacesTest {

  private static final String DSM_NAS =
      "3,3,3,4,4:5,5,7,0,5,5,7,0,5,7,5,0,5,5,5,7,5,7,7,7:6,6,3,0,6,4,6,0,6,6,6,0,6,6,6,4,6,6,4,4";
  private static final SearchSpace MOBILENETV3 = SearchSpaces.named("mobilenetv3");
  private static final SearchSpace SHUFFLENET = SearchSpaces.named("shufflenet");
  private static final SearchSpace PROXYLESS = SearchSpaces.named("proxyless");

  @Test
  void sizesAreThoseOfTheirUnits() {
    assertThat(MOBILENETV3.size()).isEqualTo(BigInteger.valueOf(81 + 729 + 6561).pow(5));
    assertThat(SHUFFLENET.size()).isEqualTo(BigInteger.valueOf(4).pow(20));
    assertThat(PROXYLESS.size())
        .isEqualTo(BigInteger.valueOf(6).pow(6).multiply(BigInteger.valueOf(7).pow(15)));
  }

  @Test
  void theLargestSubnetOfOnceForAllIsCounted() {
    var target = Target.of("imagenet");
    var cost = MOBILENETV3.cost(MOBILENETV3.largest(target), target, CountingRule.CONV);
    assertThat(cost.parameters() / 1e6)
        .isCloseTo(10.70, org.assertj.core.data.Offset.offset(0.005));
  }

  /** The authors' table of multiply-adds, by which their penalty goes. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 13396992, 15805440, 19418112, 13146112",
    "1, 3, 7325696, 8931328, 11339776, 12343296",
    "4, 4, 26304768, 28111104, 30820608, 20296192",
    "5, 7, 10599680, 11603200, 13108480, 16746240",
    "8, 8, 30670080, 31673600, 33178880, 21199360",
    "9, 15, 10317440, 10819200, 11571840, 15899520",
    "16, 16, 30387840, 30889600, 31642240, 20634880",
    "17, 19, 10176320, 10427200, 10803520, 15476160"
  })
  void blocksOfShuffleNetCostWhatTheAuthorsTableSays(
      int first, int last, long k3, long k5, long k7, long xception) {
    var network = SHUFFLENET.searchNetwork(new BlockSize(1), Target.of("imagenet").input());
    var madds = LayerCounter.maddsByOption(network);
    for (int block = first; block <= last; block++) {
      assertThat(Arrays.copyOfRange(madds, 4 * block, 4 * block + 4))
          .containsExactly(k3, k5, k7, xception);
    }
  }

  @Test
  void allPublishedFormsOfMobileNetV3DenoteTheSame() {
    var genotype = MOBILENETV3.parse(DSM_NAS);
    var kinds = "6,6,7,0,6,5,9,0,6,9,6,0,6,6,6,8,6,9,8,8";
    assertThat(MOBILENETV3.parse(kinds)).isEqualTo(genotype);
    var json =
        "{\"ks\":[5,5,7,3,5,5,7,3,5,7,5,3,5,5,5,7,5,7,7,7],\"e\":[6,6,3,3,6,4,6,3,6,6,6,3,6,6,6,4,6,6,4,4],\"d\":[3,3,3,4,4]}";
    assertThat(MOBILENETV3.parse(json)).isEqualTo(genotype);
  }

  /** A unit is a sequence of layers: an absent third with a fourth is a third. */
  @Test
  void aFourthLayerWithoutAThirdIsAThird() {
    var swapped = MOBILENETV3.parse("6,6,0,7,6,5,9,0,6,9,6,0,6,6,6,8,6,9,8,8");
    assertThat(swapped).isEqualTo(MOBILENETV3.parse(DSM_NAS));
    assertThat(swapped.getText()).isEqualTo(DSM_NAS);
  }

  @Test
  void unitsOfMobileNetV3AreDrawnUniformlyByTheirLayers() {
    var random = new SplittableRandom(3);
    var depths =
        IntStream.range(0, 4_000)
            .mapToObj(i -> MOBILENETV3.random(random).getText().charAt(0))
            .collect(Collectors.groupingBy(c -> c, Collectors.counting()));
    // 6561, 729 and 81 of 7371: 89.0 %, 9.9 %, 1.1 %.
    assertThat(depths.get('4')).isBetween(3_480L, 3_640L);
    assertThat(depths.get('3')).isBetween(320L, 480L);
    assertThat(depths.get('2')).isBetween(20L, 80L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "3,3,3,4,4:5,5,7:6,6,3; kernels must be 20 numbers, were 3",
        "1,3,3,4,4:5,5,7,0,5,5,7,0,5,7,5,0,5,5,5,7,5,7,7,7:6,6,3,0,6,4,6,0,6,6,6,0,6,6,6,4,6,6,4,4; depth 1 must be in [2, 4], was 1",
        "2,3,3,4,4:5,5,7,0,5,5,7,0,5,7,5,0,5,5,5,7,5,7,7,7:6,6,3,0,6,4,6,0,6,6,6,0,6,6,6,4,6,6,4,4; layer 3 is absent at depth 2 of unit 1",
        "3,3,3,4,4:4,5,7,0,5,5,7,0,5,7,5,0,5,5,5,7,5,7,7,7:6,6,3,0,6,4,6,0,6,6,6,0,6,6,6,4,6,6,4,4; kernel of layer 1 must be one of [3, 5, 7], was 4",
        "0,6,7,0,6,5,9,0,6,9,6,0,6,6,6,8,6,9,8,8; layer 1 must be in [1, 9], was 0",
        "1,6,6,7,0,6,5,9,0,6,9,6,0,6,6,6,8,6,9,8,8; the first is a resolution"
      })
  void aStringThatIsNoMobileNetV3IsRefusedSayingWhy(String text, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MOBILENETV3.parse(text))
        .withMessageContaining(why);
  }

  @Test
  void zeroIsRefusedWhereABlockChangesShape() {
    var blocks = IntStream.range(0, 21).mapToObj(i -> "Zero").collect(Collectors.joining(","));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PROXYLESS.parse(blocks))
        .withMessageContaining("block1 changes shape and cannot be Zero");
  }

  @Test
  void aNetworkOfBlocksIsRefusedWhereItCannotBeBuilt() {
    var small = Target.of("cifar10").input();
    for (var space : List.of(MOBILENETV3, SHUFFLENET, PROXYLESS)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> space.searchNetwork(new CellSize(4, 3), small))
          .withMessageContaining("width")
          .withMessageContaining(space.name());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> space.searchNetwork(new BlockSize(1, List.of(1, 2)), small))
          .withMessageContaining("strides must be");
    }
    var tiny = Target.of("imagenet16").input();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SHUFFLENET.searchNetwork(new BlockSize(1), tiny))
        .withMessageContaining("imageSize must be at least 32")
        .withMessageContaining("was 16");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SHUFFLENET.searchNetwork(new BlockSize(0.1), small))
        .withMessageContaining("width must be larger")
        .withMessageContaining("at 0.1 stage 1 has 8 channels where 8 enter");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlockSize(0))
        .withMessageContaining("width must be above 0 and at most 16, was 0.0");
  }

  @Test
  void smallImagesAreHalvedLess() {
    var size = SHUFFLENET.publishedSize(Target.of("cifar10").input(), java.util.Optional.empty());
    assertThat(size).isEqualTo(new BlockSize(1, List.of(1, 1, 2, 2, 2)));
    var large = SHUFFLENET.publishedSize(Target.of("imagenet").input(), java.util.Optional.empty());
    assertThat(large).isEqualTo(new BlockSize(1, List.of(2, 2, 2, 2, 2)));
  }
}
