package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FloatTensorsTest {

  private static final float[] VALUES = {1, -2, 0.5f, 4, 5};

  @Test
  void aVectorHasItsLengthAsShapeAndGivesItsValuesBack() {
    var tensor = FloatTensors.of("a", VALUES);
    assertThat(tensor.getName()).isEqualTo("a");
    assertThat(tensor.getShape()).containsExactly(5);
    assertThat(FloatTensors.values(tensor)).containsExactly(VALUES);
    assertThat(FloatTensors.values(tensor)).containsExactly(VALUES); // reading moves nothing
  }

  @Test
  void partOfAnArrayBeginsAtItsOffset() {
    assertThat(FloatTensors.values(FloatTensors.of("a", VALUES, 1, 2))).containsExactly(-2, 0.5f);
    var matrix = FloatTensors.of("a", List.of(2, 2), VALUES, 1);
    assertThat(matrix.getShape()).containsExactly(2, 2);
    assertThat(FloatTensors.values(matrix)).containsExactly(-2, 0.5f, 4, 5);
    assertThat(FloatTensors.values(FloatTensors.of("a", List.of(), VALUES, 3))).containsExactly(4);
  }

  @Test
  void bytesAreLittleEndianAsTheSchemaSays() {
    var data = FloatTensors.of("a", 1).getData().duplicate().order(ByteOrder.BIG_ENDIAN);
    assertThat(data.getInt()).isEqualTo(0x0000803F);
  }
}
