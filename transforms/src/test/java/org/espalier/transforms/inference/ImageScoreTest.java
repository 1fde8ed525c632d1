package org.espalier.transforms.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class ImageScoreTest {

  @Test
  void theFiveBestComeLargestFirstWithTheirProbabilities() {
    var row = new ImageScore(new float[] {0, 3, 1, 2, -1, 2, 0}, 2).row(4, "a/b.png", "a", true);

    assertThat(row.getTopLabels()).containsExactly(1, 3, 5, 2, 0);
    assertThat(row.getPlace()).isEqualTo(4);
    double sum = Math.exp(3) + 2 * Math.exp(2) + Math.exp(1) + 2 + Math.exp(-1);
    assertThat(row.getLoss()).isCloseTo(Math.log(sum) - 1, Offset.offset(1e-9));
    assertThat(row.getTopProbabilities().get(0))
        .isCloseTo((float) (Math.exp(3) / sum), Offset.offset(1e-6f));
    assertThat(row.getLogits()).containsExactly(0f, 3f, 1f, 2f, -1f, 2f, 0f);
  }

  @Test
  void largeLogitsDoNotOverflow() {
    var row = new ImageScore(new float[] {1000, 0}, 1).row(0, "", "", false);

    assertThat(row.getLoss()).isEqualTo(1000);
    assertThat(row.getTopProbabilities().get(0)).isEqualTo(1);
    assertThat(row.getLogits()).isEmpty();
  }

  @Test
  void aLogitThatIsNoNumberIsNoHit() {
    var nothing = new float[] {Float.NaN, Float.NaN, Float.NaN};
    for (int label = 0; label < nothing.length; label++) {
      assertThat(new ImageScore(nothing, label).row(0, "", "", false).getPlace()).isEqualTo(3);
    }
    var equal = new ImageScore(new float[] {1, 2, 2}, 2).row(0, "", "", false);
    assertThat(equal.getPlace()).isEqualTo(2);
  }

  @Test
  void totalsCountByClassAndByPlace() {
    var totals = new ScoreTotals();
    totals.add(new ImageScore(new float[] {2, 1, 0, 0, 0, 0, 0}, 0).row(0, "", "a", false));
    totals.add(new ImageScore(new float[] {2, 1, 0, 0, 0, 0, 0}, 1).row(1, "", "b", false));
    totals.add(new ImageScore(new float[] {2, 1, 3, 4, 5, 6, 0}, 6).row(2, "", "c", false));

    assertThat(totals.images()).isEqualTo(3);
    assertThat(totals.top1()).isEqualTo(1 / 3.0);
    assertThat(totals.top5()).isEqualTo(2 / 3.0);
    assertThat(totals.classes().get(1)).isEqualTo(new ScoreTotals.OfClass("b", 1, 0, 1));
  }
}
