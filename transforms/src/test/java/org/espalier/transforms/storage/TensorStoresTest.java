package org.espalier.transforms.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.TensorStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every store of tensors must do, and what each does of its own. */
final class TensorStoresTest {

  private static final List<Tensor> WEIGHTS =
      List.of(
          FloatTensors.of("kernel", List.of(2, 2), new float[] {1, -2, 0.1f, 1e-30f}, 0),
          FloatTensors.of("bias", Float.MAX_VALUE));

  @TempDir private Path temporary;

  static Stream<Function<Path, TensorStore>> stores() {
    return Stream.of(
        folder -> new FileTensorStore(folder.toString()), folder -> new MemoryTensorStore());
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatWasPutComesBackToTheBit(Function<Path, TensorStore> kind) {
    var store = kind.apply(temporary);
    assertThat(store.get(store.put(WEIGHTS))).isEqualTo(WEIGHTS);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void equalContentHasOneNameAndOtherContentAnother(Function<Path, TensorStore> kind) {
    var store = kind.apply(temporary);
    var name = store.put(WEIGHTS);
    assertThat(name).matches("[0-9a-f]{32}");
    assertThat(store.put(List.copyOf(WEIGHTS))).isEqualTo(name);
    assertThat(
            Stream.of(
                    List.of(WEIGHTS.get(1), WEIGHTS.get(0)),
                    List.of(WEIGHTS.get(0)),
                    List.of(FloatTensors.of("other", Float.MAX_VALUE)),
                    List.of(FloatTensors.of("bias", Float.MIN_VALUE)))
                .map(store::put))
        .doesNotContain(name)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aShapeIsPartOfTheContent(Function<Path, TensorStore> kind) {
    var store = kind.apply(temporary);
    var values = new float[] {1, 2, 3, 4};
    assertThat(store.put(List.of(FloatTensors.of("a", List.of(2, 2), values, 0))))
        .isNotEqualTo(store.put(List.of(FloatTensors.of("a", List.of(4), values, 0))));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatIsNotThereIsNamed(Function<Path, TensorStore> kind) {
    assertThatThrownBy(() -> kind.apply(temporary).get("00ff"))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("00ff");
  }

  @Test
  void aFileIsWrittenOnceAndAnotherStoreOfTheFolderReadsIt() throws IOException {
    var store = new FileTensorStore(temporary.toString());
    var name = store.put(WEIGHTS);
    var file = temporary.resolve(name);
    var key = Files.getAttribute(file, "unix:ino");
    store.put(WEIGHTS);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(key);
    assertThat(new FileTensorStore(temporary.toString()).get(name)).isEqualTo(WEIGHTS);
  }

  @Test
  void memoryDropsWhatIsNoLongerReferredTo() {
    var store = new MemoryTensorStore();
    var names =
        Stream.iterate(0, i -> i + 1)
            .limit(40)
            .map(i -> store.put(List.of(FloatTensors.of("a", i))))
            .toList();
    assertThat(names).allMatch(name -> store.get(name).size() == 1);
    store.retain(Set.of(names.get(0), names.get(39)));
    assertThat(store.get(names.get(0))).hasSize(1);
    assertThatThrownBy(() -> store.get(names.get(1))).hasMessageContaining(names.get(1));
  }
}
