package org.espalier.transforms.method.evolution;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.junit.jupiter.api.Test;

final class CellWeightsTest {

  /** One block of two groups, two cells beside each other. */
  @Test
  void aCellTakesItsTensorsToAnotherPlaceAndOneWithoutHasFreshOnes() {
    var supernet = new ArrayList<Tensor>();
    var fresh = new ArrayList<Tensor>();
    for (var name :
        List.of(
            "stem/kernel",
            "block1/a",
            "block1.cell1/a",
            "block2/a",
            "block2.cell1/a",
            "block3/a",
            "block3.cell1/a")) {
      supernet.add(FloatTensors.of(name, supernet.size()));
      fresh.add(FloatTensors.of(name, 100 + fresh.size()));
    }
    var store = new MemoryTensorStore();
    var split = CellWeights.split(supernet);
    assertThat(split).hasSize(4);
    var second = store.put(requireNonNull(split.get(new CellWeights.Place(0, 1))));
    var joined =
        CellWeights.join(
            supernet,
            fresh,
            Map.of(
                new CellWeights.Place(0, 0),
                second,
                new CellWeights.Place(1, 1),
                store.put(requireNonNull(split.get(new CellWeights.Place(1, 1))))),
            store);
    assertThat(joined)
        .extracting(Tensor::getName)
        .isEqualTo(supernet.stream().map(Tensor::getName).toList());
    assertThat(joined.stream().map(tensor -> FloatTensors.values(tensor)[0]))
        .containsExactly(0f, 2f, 102f, 4f, 104f, 105f, 6f);
  }
}
