package org.espalier.transforms.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.method.FloatTensors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class FileTensorStoreTest {

  private static final List<Tensor> TENSORS =
      List.of(FloatTensors.of("a", 1, 2, 3), FloatTensors.of("b", 4));

  @TempDir Path folder;

  private FileTensorStore store() {
    return new FileTensorStore(folder.resolve("weights").toString());
  }

  @Test
  void whatIsPutComesBackUnderANameOfItsContent() {
    var name = store().put(TENSORS);
    assertThat(name).hasSize(32).matches("[0-9a-f]+");
    assertThat(store().get(name)).isEqualTo(TENSORS);
    assertThat(store().put(TENSORS)).isEqualTo(name);
    assertThat(store().put(List.of(FloatTensors.of("a", 1, 2, 4)))).isNotEqualTo(name);
    assertThat(new MemoryTensorStore().put(TENSORS)).isEqualTo(name);
  }

  @Test
  void aMissingNameIsNamed() {
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> store().get("0123"))
        .withMessageContaining("weights/0123 is missing");
  }

  @Test
  void everyFlippedByteAndEveryTruncationIsNoticed() throws IOException {
    var name = store().put(TENSORS);
    var file = folder.resolve("weights").resolve(name);
    var whole = Files.readAllBytes(file);
    for (var i = 0; i < whole.length; i++) {
      var flipped = whole.clone();
      flipped[i] ^= 0x10;
      Files.write(file, flipped);
      assertDamaged(name);
      Files.write(file, Arrays.copyOf(whole, i));
      assertDamaged(name);
    }
  }

  private void assertDamaged(String name) {
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> store().get(name))
        .withMessageContaining(name);
  }
}
